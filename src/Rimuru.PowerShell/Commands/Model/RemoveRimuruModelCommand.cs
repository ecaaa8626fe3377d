using System.Management.Automation;
using Rimuru.Core.Errors;
using Rimuru.Core.Models;
using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Removes prices that you set, and prices again what they touched.</summary>
[Cmdlet(VerbsCommon.Remove, "RimuruModel", SupportsShouldProcess = true)]
[OutputType(typeof(PriceChange))]
public sealed class RemoveRimuruModelCommand : PriceCmdlet
{
    /// <summary>The models whose own prices are removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only prices for these providers.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Provider { get; set; }

    /// <summary>Only the price that begins on this day.</summary>
    [Parameter]
    [TimeTransformation]
    public string? From { get; set; }

    private protected override void Process()
    {
        string? day = From is null ? null : PriceJson.Day(TimeExpression.Parse(From, "-From", Engine.Time.GetUtcNow(), TimeZoneInfo.Utc));
        foreach (string name in Name)
        {
            List<PriceSetting> found = [.. Engine.Overrides().Where(set =>
                ReportFilter.Matches([name], set.Model) && (Provider is null || ReportFilter.Matches(Provider, set.Provider)) && (day is null || set.From == day))];
            if (found.Count > 0) Change(string.Join(", ", found), "Remove the prices", isPreview => Engine.RemoveOverrides(found, isPreview, StopToken));
            else if (!ReportFilter.IsPattern(name)) Report(new RimuruException(ErrorCodes.ModelNotFound, $"You have set no such price of '{name}'.", name), name);
        }
    }
}

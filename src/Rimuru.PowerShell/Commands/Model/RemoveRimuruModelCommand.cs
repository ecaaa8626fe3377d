using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.ModelCatalog;
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
    [ArgumentCompleter(typeof(OwnPriceCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Only prices for these providers.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string[]? Provider { get; set; }

    /// <summary>Only the price that begins on this day.</summary>
    [Parameter]
    [TimeTransformation]
    public string? From { get; set; }

    private protected override void Process()
    {
        string? day = From is null ? null : TimeExpression.Day(From, "-From", Engine.Time.GetUtcNow());
        foreach (string name in Name)
        {
            IReadOnlyList<PriceSetting> own = Engine.Prices.Overrides();
            List<PriceSetting> found =
            [
                .. own.Where(set =>
                    ReportFilter.Matches([name], set.Model)
                    && (Provider is null || ReportFilter.Matches(Provider, set.Provider))
                    && (day is null || set.From == day)
                ),
            ];
            if (found.Count > 0)
                Change(
                    string.Join(", ", found),
                    "Remove the prices",
                    isPreview => Engine.Prices.RemoveOverrides(found, isPreview, StopToken)
                );
            else if (!ReportFilter.IsPattern(name))
                Report(
                    new RimuruException(
                        ErrorCodes.ModelNotFound,
                        $"You have set no such price of '{name}'. Set by you are {(own.Count == 0 ? "none" : string.Join(", ", own))}.",
                        name
                    ),
                    name
                );
        }
    }
}

using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Removes prices that you set, and reprices the affected records.</summary>
[Cmdlet(VerbsCommon.Remove, "RimuruModel", SupportsShouldProcess = true)]
[OutputType(typeof(PriceChange))]
public sealed class RemoveRimuruModelCommand : PriceCmdlet
{
    /// <summary>The models whose prices are removed.</summary>
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

    /// <summary>Only the price that applies from this day on.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
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
                        $"You have not set such a price of '{name}'. Prices that you have set: "
                            + $"{(own.Count == 0 ? "none" : string.Join(", ", own))}.",
                        name
                    ),
                    name
                );
        }
    }
}

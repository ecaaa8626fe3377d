using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.ModelCatalog;

namespace Rimuru.Commands;

/// <summary>Fetches models and prices from their sources, and reprices the records whose price changed.</summary>
[Cmdlet(VerbsData.Sync, "RimuruModel", SupportsShouldProcess = true)]
[OutputType(typeof(ModelSyncResult), typeof(PriceChange))]
public sealed class SyncRimuruModelCommand : PriceCmdlet
{
    private readonly List<string> named = [];

    /// <summary>Only these sources.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelSourceCompleter))]
    public string[]? Provider { get; set; }

    /// <summary>Accept an answer that lost most of its models or changed a price tenfold.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process() => named.AddRange(Names(Provider));

    private protected override void End()
    {
        if (named.Count == 0 && IsPiped)
            return;
        Change(
            Engine.Ledger.Name,
            "Fetch models and prices",
            isPreview =>
            {
                ModelSyncReport report = Engine.Prices.Sync(
                    [.. named.Distinct(StringComparer.OrdinalIgnoreCase)],
                    Force,
                    isPreview,
                    StopToken
                );
                foreach (ModelSyncResult result in report.Results)
                    WriteObject(result);
                foreach (RimuruException error in report.Errors)
                    Report(error, error.Context);
                return report.Changes;
            }
        );
    }
}

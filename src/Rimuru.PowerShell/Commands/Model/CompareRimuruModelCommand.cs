using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Calculates what requests in the ledger would cost with other models, terms or cache lifetimes.</summary>
[Cmdlet(VerbsData.Compare, "RimuruModel")]
[OutputType(typeof(ModelComparison))]
public sealed class CompareRimuruModelCommand : FilterCmdlet
{
    private List<string>? known;

    /// <summary>The models to compare with; the requests' own models, under other terms, if omitted.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KnownModelCompleter))]
    public string[]? To { get; set; }

    /// <summary>The provider of the models to compare with.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>The terms to assume, such as <c>batch</c>.</summary>
    [Parameter]
    [ValidateSet("batch", "flex", "priority", "fast", "ultrafast")]
    public string? ServiceTier { get; set; }

    /// <summary>The assumed lifetime of all cache writes.</summary>
    [Parameter]
    [ValidateSet("5m", "1h")]
    public string? CacheLife { get; set; }

    /// <summary>The time of the prices; the current time if omitted.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? At { get; set; }

    /// <summary>Without another model, terms, cache life or time of the prices, the requests would be compared with themselves.</summary>
    private protected override void Check()
    {
        if (To is null && (Provider is not null || (ServiceTier is null && CacheLife is null && At is null)))
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                "There is nothing to compare with: give -To the models, or -ServiceTier, -CacheLife or -At what to assume for the "
                    + "requests' own models.",
                "-To"
            );
    }

    private protected override void Answer(ReportFilter filter)
    {
        known ??= Passing(To ?? [], model => Engine.Prices.CheckModel(model, Provider));
        if (To is not null && known.Count == 0)
            return;
        DateTimeOffset now = Engine.Time.GetUtcNow();
        DateTimeOffset time = At is null ? now : TimeExpression.Parse(At, "-At", now, Zone);
        WriteAll(Engine.Prices.Compare(Engine.Reports.Usage(filter, StopToken), known, Provider, ServiceTier, CacheLife, time));
    }
}

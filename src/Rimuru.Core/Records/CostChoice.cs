namespace Rimuru.Core.Records;

/// <summary>Chooses the cost of a record: the calculated or the reported figure.</summary>
internal static class CostChoice
{
    /// <summary>The chosen figure, in the unit that both have (usually nano-USD), and its status.</summary>
    public static (long? Cost, CostStatus Status) Of(CostSource source, long? calculated, CostStatus status, long? reported) => (source, reported) switch
    {
        (CostSource.Calculated, _) or (CostSource.Auto, null) => (calculated, status),
        (CostSource.Reported, null) => (null, CostStatus.Unpriced),
        (CostSource.Auto, 0) when status == CostStatus.Included => (0, CostStatus.Included),
        _ => (reported, CostStatus.Reported),
    };
}

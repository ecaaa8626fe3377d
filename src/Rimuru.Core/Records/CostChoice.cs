namespace Rimuru.Core.Records;

/// <summary>Which of a record's two figures is its cost.</summary>
internal static class CostChoice
{
    /// <summary>The figure in nano-USD, or whatever unit both are in, and how it came to be.</summary>
    public static (long? Cost, CostStatus Status) Of(CostSource source, long? calculated, CostStatus status, long? reported) => (source, reported) switch
    {
        (CostSource.Calculated, _) or (CostSource.Auto, null) => (calculated, status),
        (CostSource.Reported, null) => (null, CostStatus.Unpriced),
        (CostSource.Auto, 0) when status == CostStatus.Included => (0, CostStatus.Included),
        _ => (reported, CostStatus.Reported),
    };
}

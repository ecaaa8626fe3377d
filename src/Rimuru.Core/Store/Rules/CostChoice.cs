using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>Chooses the cost of a record: the calculated or the reported figure.</summary>
internal static class CostChoice
{
    /// <summary>The chosen figure and its status.</summary>
    public static (NanoUsd? Cost, CostStatus Status) Of(CostSource source, NanoUsd? calculated, CostStatus status, NanoUsd? reported) =>
        (source, reported) switch
        {
            (CostSource.Calculated, _) or (CostSource.Auto, null) => (calculated, status),
            (CostSource.Reported, null) => (null, CostStatus.Unpriced),
            (CostSource.Auto, { Value: 0 }) when status == CostStatus.Included => (reported, CostStatus.Included),
            _ => (reported, CostStatus.Reported),
        };
}

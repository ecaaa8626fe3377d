using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>The group that a cost record is the sum of.</summary>
internal static class CostRecordGroup
{
    /// <summary>
    /// The grouping of a record that no filter parameter can express; null if there is none. If it were ignored, the answer would cover
    /// more than the record.
    /// </summary>
    public static string? FindUnfilterable(CostRecord record) =>
        Groupings.All.FirstOrDefault(grouping => !grouping.IsFilter && grouping.ValueOf(record) is not null)?.Property;
}

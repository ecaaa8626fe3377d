using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>What a cost record is the sum of.</summary>
internal static class CostRecordGroup
{
    /// <summary>
    /// What a record is told apart by that no parameter of a filter can say, if anything: to pass over it would answer for more than the
    /// record.
    /// </summary>
    public static string? Beyond(CostRecord record) =>
        Groupings.All.FirstOrDefault(grouping => !grouping.IsFilter && grouping.ValueOf(record) is not null)?.Property;
}

using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>The group that a cost record is the sum of.</summary>
internal static class CostRecordGroup
{
    /// <summary>
    /// The error for a record with a grouping that no filter parameter can express; null if there is none. If it were ignored, the answer
    /// would cover more than the record.
    /// </summary>
    public static RimuruException? Refuse(CostRecord record, string command) =>
        Groupings.All.FirstOrDefault(grouping => !grouping.IsFilter && grouping.ValueOf(record) is not null)?.Property is not { } group
            ? null
            : new RimuruException(
                ErrorCodes.InvalidArgument,
                $"The cost record is that of a {group}, by which {command} cannot filter. "
                    + "Group by what its parameters can select, or use -Since and -Until.",
                group
            );
}

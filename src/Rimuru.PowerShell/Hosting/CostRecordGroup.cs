using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>What a cost record is the sum of.</summary>
internal static class CostRecordGroup
{
    /// <summary>
    /// The error of a record that is grouped by something that no parameter can select: to ignore it would answer for more than the record.
    /// Null where parameters can select all of it.
    /// </summary>
    public static RimuruException? Refuse(CostRecord record, string command) =>
        Groupings.All.FirstOrDefault(grouping => !grouping.IsFilter && grouping.ValueOf(record) is not null)?.Property is not { } group
            ? null
            : new RimuruException(
                ErrorCodes.InvalidArgument,
                $"The cost record is that of a {group}, by which {command} cannot narrow its question down. "
                    + "Group by what its parameters can name, or use -Since and -Until.",
                group
            );
}

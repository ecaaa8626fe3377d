using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// Finds where to begin to read the usage of each agent, so that the blocks of a range are the same as if all of it had been read. Blocks
/// begin and end at full hours, so the hours with usage tell where each begins; only what happened in the instant in which a block ends,
/// and so still belongs to it, must be looked at.
/// </summary>
/// <param name="queries">The ledger.</param>
/// <param name="filter">The range, and the names of what is in blocks.</param>
internal sealed class BlockStarts(ILedgerQueries queries, ReportFilter filter)
{
    /// <summary>The beginning of the block before the first one that ends in the range: the gap between them begins with its end.</summary>
    /// <param name="used">The hours in which agents were used.</param>
    public Dictionary<string, long> Of(IEnumerable<(long Hour, string Agent)> used) =>
        used.GroupBy(use => use.Agent, use => use.Hour, StringComparer.Ordinal)
            .ToDictionary(agent => agent.Key, agent => Of(agent.Key, [.. agent.Order()]), StringComparer.Ordinal);

    private long Of(string agent, long[] hours)
    {
        long before = hours[0],
            start = hours[0];
        int at = 0;
        while (start + BlockBuilder.LengthMs <= filter.SinceMs)
        {
            long end = start + BlockBuilder.LengthMs;
            while (at < hours.Length && hours[at] < end)
                at++;
            if (at < hours.Length && hours[at] == end && !GoesOnAfter(agent, end))
                at++;
            if (at == hours.Length)
                break;
            (before, start) = (start, hours[at]);
        }

        return before;
    }

    /// <summary>True if the agent was used in an hour after its first instant.</summary>
    private bool GoesOnAfter(string agent, long hour) =>
        !IsUsed(agent, hour, hour + 1) || IsUsed(agent, hour + 1, hour + BlockBuilder.HourMs);

    private bool IsUsed(string agent, long fromMs, long toMs) =>
        queries.Rows(fromMs, toMs).Any(row => queries.DimensionOf(row.Dimension) is var of && of.Agent == agent && filter.Matches(of));
}

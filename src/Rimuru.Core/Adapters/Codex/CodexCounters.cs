using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The running totals of one rollout. Several can take turns: a limit of its own has a counter of its own, records and counts may count
/// apart, a new
/// process begins anew. What a total was before the last response tells which of them it is.
/// </summary>
internal sealed class CodexCounters
{
    private const int Most = 8;

    private readonly List<Counter> counters = [];

    /// <summary>The total that moved last; null where none is known yet.</summary>
    public CodexUsage? Current => counters.Count == 0 ? null : counters[^1].Total;

    /// <summary>True where several counters took turns.</summary>
    public bool AreSeveral => counters.Count > 1;

    /// <summary>True where the total is one that was told before, by the same limit's name or another's.</summary>
    public bool Holds(CodexUsage? total) => total is { } told && Find(told) >= 0;

    /// <summary>When a total was told that is told again.</summary>
    public long ToldAt(CodexUsage total) => counters[Find(total)].UnixMs;

    /// <summary>What a line's response used; null where its counter is not known and the line tells nothing else.</summary>
    /// <param name="line">The line.</param>
    /// <param name="goesOn">True where the rollout goes on from what is counted elsewhere, so that its first total is not all its
    /// own.</param>
    /// <param name="isCertain">False where the first total is taken for what was used although its line tells less.</param>
    public CodexUsage? UsageOf(in CodexLine line, bool goesOn, out bool isCertain)
    {
        isCertain = true;
        if (line.Total is not { } total || FormerOf(total, line.Last) >= 0)
            return line.Last;
        if (counters.Count == 0)
        {
            // A fork's first total charges its parent again, a page's the page before; what another's first total tells is its own.
            if (goesOn)
                return line.Last;
            isCertain = line.Last is null || line.Last == total;
            return total;
        }

        // Where a rollout goes on from another, a counter that only records tell of may be another than that of the counts.
        if (CounterOf(line.Limit) is not { } counter || (counter.IsOfRecords && goesOn && line.Last is not null))
            return line.Last;
        CodexUsage known = counter.Total;

        // A resumed process may count from zero again, and its first total can even be the higher one.
        if (!known.IsZero && line.Last == total)
            return line.Last;
        return total.FellFrom(known) ? line.Last ?? total : total - known;
    }

    /// <summary>Moves the line's counter over its response; a line without a total adds to the current one what it tells.</summary>
    public void Advance(in CodexLine line, bool goesOn, long ms)
    {
        bool isRecord = line.Type == CodexLineType.UsageRecord;
        if (line.Total is { } total)
            Put(PlaceOf(total, line, goesOn), new Counter(total, line.Limit, ms, isRecord));
        else if (line.Last is { } last && (counters.Count > 0 || !goesOn))
            Put(Math.Max(0, counters.Count - 1), new Counter((Current ?? default) + last, line.Limit, ms, isRecord));
    }

    /// <summary>A count tells the same total as a record: they have one counter.</summary>
    public void Confirm(in CodexLine line, long ms)
    {
        if (line.Total is { } total && Find(total) is var at and >= 0)
            counters[at] = new Counter(total, line.Limit, ms, IsOfRecords: false);
    }

    public void Save(StateWriter state)
    {
        state.Add(counters.Count);
        foreach (Counter counter in counters)
        {
            counter.Total.Save(state);
            state.Add(counter.Limit).Add(counter.UnixMs).Add(counter.IsOfRecords);
        }
    }

    public void Restore(StateReader state)
    {
        for (long left = state.Number(); left > 0; left--)
            counters.Add(new Counter(CodexUsage.Restore(state), state.Text(), state.Number(), state.Flag()));
    }

    /// <summary>The counter that a total is of; the place of a new one where it is of none that is known.</summary>
    private int PlaceOf(CodexUsage total, in CodexLine line, bool goesOn)
    {
        int at = Find(total);
        if (at < 0)
            at = FormerOf(total, line.Last);
        if (
            at < 0
            && line.Last != total
            && CounterOf(line.Limit) is { } known
            && !(known.IsOfRecords && goesOn && line.Last is not null)
            && !total.FellFrom(known.Total)
        )
            at = Find(known.Total);
        return at < 0 ? counters.Count : at;
    }

    /// <summary>The counter that has the new total is the current one now.</summary>
    private void Put(int at, Counter counter)
    {
        if (at < counters.Count)
            counters.RemoveAt(at);
        if (counters.Count == Most)
            counters.RemoveAt(0);
        counters.Add(counter);
    }

    private int Find(CodexUsage total) => counters.FindLastIndex(counter => counter.Total == total);

    /// <summary>The counter that stood where this total did before its last response; -1 where none is known to have.</summary>
    private int FormerOf(CodexUsage total, CodexUsage? last) =>
        last is { IsZero: false } used && !total.FellFrom(used) && total != used ? Find(total - used) : -1;

    /// <summary>
    /// The counter of a limit, or the current one where no limit is named or the counters name none; null for a limit that was not seen.
    /// </summary>
    private Counter? CounterOf(string? limit)
    {
        int at = counters.FindLastIndex(counter => counter.Limit == limit);
        if (at < 0 && (limit is null || counters.TrueForAll(counter => counter.Limit is null)))
            at = counters.Count - 1;
        return at < 0 ? null : counters[at];
    }

    /// <param name="Total">Where it stands.</param>
    /// <param name="Limit">The limit that was named beside it.</param>
    /// <param name="UnixMs">When it was told.</param>
    /// <param name="IsOfRecords">True while only records tell of it.</param>
    private sealed record Counter(CodexUsage Total, string? Limit, long UnixMs, bool IsOfRecords);
}

using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The running totals of one rollout. Several counters can alternate: a separate limit has its own counter, records and counts may be
/// counted separately, and a new process starts anew. The total before the last response identifies the counter.
/// </summary>
internal sealed class CodexCounters
{
    private const int MaxCounters = 8;

    private readonly List<Counter> counters = [];

    /// <summary>The total that changed last; null if none is known yet.</summary>
    public CodexUsage? Current => counters.Count == 0 ? null : counters[^1].Total;

    /// <summary>True if several counters alternate.</summary>
    public bool AreSeveral => counters.Count > 1;

    /// <summary>True if the total was logged before, whatever the name of its limit.</summary>
    public bool Holds(CodexUsage? total) => total is { } known && Find(known) >= 0;

    /// <summary>When a known total was logged.</summary>
    public long LoggedAt(CodexUsage total) => counters[Find(total)].UnixMs;

    /// <summary>The usage of a line's response; null if its counter is unknown and the line has nothing else.</summary>
    /// <param name="line">The line.</param>
    /// <param name="continuesAnother">True if the rollout continues another one, so that its first total includes usage of it.</param>
    /// <param name="isCertain">False if the first total is taken as the usage although the last usage in its line is less.</param>
    public CodexUsage? UsageOf(in CodexLine line, bool continuesAnother, out bool isCertain)
    {
        isCertain = true;
        if (line.Total is not { } total || FormerOf(total, line.Last) >= 0)
            return line.Last;
        if (counters.Count == 0)
        {
            // The first total of a fork includes its parent's usage, that of a page the page before; that of any other rollout is its own.
            if (continuesAnother)
                return line.Last;
            isCertain = line.Last is null || line.Last == total;
            return total;
        }

        // If a rollout continues another, the counter of the records may differ from that of the counts.
        if (CounterOf(line.Limit) is not { } counter || (counter.IsOfRecords && continuesAnother && line.Last is not null))
            return line.Last;
        CodexUsage known = counter.Total;

        // A resumed process may count from zero again, and its first total may even be higher.
        if (!known.IsZero && line.Last == total)
            return line.Last;
        return total.FellFrom(known) ? line.Last ?? total : total - known;
    }

    /// <summary>Moves the line's counter past its response. A line without a total adds its usage to the current counter.</summary>
    public void Advance(in CodexLine line, bool continuesAnother, long ms)
    {
        bool isRecord = line.Type == CodexLineType.UsageRecord;
        if (line.Total is { } total)
        {
            int at = PlaceOf(total, line, continuesAnother);

            // The counts may never include the record's response, so theirs stays until one of them moves it.
            if (isRecord && at < counters.Count && !counters[at].IsOfRecords && counters[at].Total != total)
                at = counters.Count;
            Put(at, new Counter(total, line.Limit, ms, isRecord));
        }
        else if (line.Last is { } last && (counters.Count > 0 || !continuesAnother))
            Put(Math.Max(0, counters.Count - 1), new Counter((Current ?? default) + last, line.Limit, ms, isRecord));
    }

    /// <summary>A count has the same total as a record, so both have one counter, which leaves its former total behind.</summary>
    public void Confirm(in CodexLine line, CodexUsage used, long ms)
    {
        if (line.Total is not { } total)
            return;
        Counter own = new(total, line.Limit, ms, IsOfRecords: false);
        int at = Find(total),
            former = FormerOf(total, line.Last ?? used);
        if (former >= 0 && counters[former].IsOfRecords)
            former = -1;
        if (at >= 0)
            counters[at] = own;
        else if (former >= 0)
            counters[former] = own;
        if (at >= 0 && former >= 0)
            counters.RemoveAt(former);
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

    /// <summary>The index of the counter of a total; the index for a new one if none is known.</summary>
    private int PlaceOf(CodexUsage total, in CodexLine line, bool continuesAnother)
    {
        int at = Find(total);
        if (at < 0)
            at = FormerOf(total, line.Last);
        if (
            at < 0
            && line.Last != total
            && CounterOf(line.Limit) is { } known
            && !(known.IsOfRecords && continuesAnother && line.Last is not null)
            && !total.FellFrom(known.Total)
        )
            at = Find(known.Total);
        return at < 0 ? counters.Count : at;
    }

    /// <summary>Replaces a counter, which becomes the current one.</summary>
    private void Put(int at, Counter counter)
    {
        if (at < counters.Count)
            counters.RemoveAt(at);
        if (counters.Count == MaxCounters)
            counters.RemoveAt(0);
        counters.Add(counter);
    }

    private int Find(CodexUsage total) => counters.FindLastIndex(counter => counter.Total == total);

    /// <summary>The index of the counter with the total before the last response; -1 if there is none.</summary>
    private int FormerOf(CodexUsage total, CodexUsage? last) =>
        last is { IsZero: false } used && !total.FellFrom(used) && total != used ? Find(total - used) : -1;

    /// <summary>The counter of a limit; the current one if no limit is named or the counters name none; null for a new limit.</summary>
    private Counter? CounterOf(string? limit)
    {
        int at = counters.FindLastIndex(counter => counter.Limit == limit);
        if (at < 0 && (limit is null || counters.TrueForAll(counter => counter.Limit is null)))
            at = counters.Count - 1;
        return at < 0 ? null : counters[at];
    }

    /// <param name="Total">Its total.</param>
    /// <param name="Limit">The name of its limit.</param>
    /// <param name="UnixMs">When it was logged.</param>
    /// <param name="IsOfRecords">True while only records have it.</param>
    private sealed record Counter(CodexUsage Total, string? Limit, long UnixMs, bool IsOfRecords);
}

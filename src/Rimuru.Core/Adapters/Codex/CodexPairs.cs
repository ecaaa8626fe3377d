using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The last records and counts without a counterpart. A response may have both a <c>token_usage_record</c> and a <c>token_count</c>, in
/// either order and with others between them.
/// </summary>
internal sealed class CodexPairs
{
    /// <summary>The limit of waiting halves: the two stand close together, and an old log has no records at all.</summary>
    private const int Window = 8;

    /// <summary>The largest time between the two lines of one response whose totals differ.</summary>
    private const long NearMs = 30_000;

    private readonly List<CodexHalf> records = [];
    private readonly List<CodexHalf> counts = [];

    public void AwaitCount(CodexHalf record) => Add(records, record);

    public void AwaitRecord(CodexHalf count) => Add(counts, count);

    /// <summary>Removes and returns the record of the response after which a count has the same total; null if there is none.</summary>
    public CodexHalf? TakeRecord(CodexUsage? mark) => Take(records, half => mark is not null && half.Mark == mark);

    /// <summary>
    /// Removes and returns the record of a response with the same usage as a count, near in time or without a total; null if there is none.
    /// </summary>
    public CodexHalf? TakeRecord(CodexUsage? mark, CodexUsage? usage, long ms) =>
        Take(records, half => half.Usage == usage && IsNear(half, mark, ms));

    /// <summary>Removes and returns the count of the response of a record; null if there is none.</summary>
    public CodexHalf? TakeCount(CodexUsage? mark, CodexUsage usage, long ms) =>
        Take(counts, half => mark is not null && half.Mark == mark) ?? Take(counts, half => half.Usage == usage && IsNear(half, mark, ms));

    public void Save(StateWriter state)
    {
        Save(state, records);
        Save(state, counts);
    }

    public void Restore(StateReader state)
    {
        Restore(state, records);
        Restore(state, counts);
    }

    private static void Add(List<CodexHalf> halves, CodexHalf half)
    {
        if (halves.Count == Window)
            halves.RemoveAt(0);
        halves.Add(half);
    }

    /// <summary>Lines with totals of two counters are one response if they are close together.</summary>
    private static bool IsNear(CodexHalf half, CodexUsage? mark, long ms) =>
        mark is null || half.Mark is null || Math.Abs(half.UnixMs - ms) <= NearMs;

    private static CodexHalf? Take(List<CodexHalf> halves, Predicate<CodexHalf> isOther)
    {
        int at = halves.FindIndex(isOther);
        if (at < 0)
            return null;
        CodexHalf found = halves[at];
        halves.RemoveAt(at);
        return found;
    }

    private static void Save(StateWriter state, List<CodexHalf> halves)
    {
        state.Add(halves.Count);
        foreach (CodexHalf half in halves)
            half.Save(state);
    }

    private static void Restore(StateReader state, List<CodexHalf> halves)
    {
        for (long left = state.Number(); left > 0; left--)
            halves.Add(CodexHalf.Restore(state));
    }
}

/// <summary>One of the two lines of a response.</summary>
/// <param name="Mark">The running total after it; null if the line has none.</param>
/// <param name="Usage">The usage of the response.</param>
/// <param name="Key">The key of its usage row.</param>
/// <param name="UnixMs">When it was written.</param>
internal sealed record CodexHalf(CodexUsage? Mark, CodexUsage Usage, RecordKey Key, long UnixMs)
{
    public void Save(StateWriter state)
    {
        CodexUsage.SaveOptional(state, Mark);
        Usage.Save(state);
        state.Add(Key).Add(UnixMs);
    }

    public static CodexHalf Restore(StateReader state) =>
        new(CodexUsage.RestoreOptional(state), CodexUsage.Restore(state), state.Key(), state.Number());
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The last records and counts whose other half has not come yet. A response may have both a <c>token_usage_record</c> and a <c>token_count</c>, in
/// either order and with others between them.
/// </summary>
internal sealed class CodexPairs
{
    /// <summary>Halves stand close together. An old log has no records at all, so what waits has to be bounded.</summary>
    private const int Window = 8;

    private readonly List<CodexHalf> records = [];
    private readonly List<CodexHalf> counts = [];

    public void AwaitCount(CodexHalf record) => Add(records, record);

    public void AwaitRecord(CodexHalf count) => Add(counts, count);

    /// <summary>The record of the response that a count tells, which then waits no more; null where none does.</summary>
    public CodexHalf? TakeRecord(CodexUsage? mark, CodexUsage? usage) => Take(records, mark, usage);

    /// <summary>The count of the response that a record tells, which then waits no more; null where none does.</summary>
    public CodexHalf? TakeCount(CodexUsage? mark, CodexUsage usage) => Take(counts, mark, usage);

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
        if (halves.Count == Window) halves.RemoveAt(0);
        halves.Add(half);
    }

    private static CodexHalf? Take(List<CodexHalf> halves, CodexUsage? mark, CodexUsage? usage)
    {
        // Where one of them has no running total, only what the response used can tell.
        int at = halves.FindIndex(half => mark is not null && half.Mark is not null ? half.Mark == mark : half.Usage == usage);
        if (at < 0) return null;
        CodexHalf found = halves[at];
        halves.RemoveAt(at);
        return found;
    }

    private static void Save(StateWriter state, List<CodexHalf> halves)
    {
        state.Add(halves.Count);
        foreach (CodexHalf half in halves) half.Save(state);
    }

    private static void Restore(StateReader state, List<CodexHalf> halves)
    {
        for (long left = state.Number(); left > 0; left--) halves.Add(CodexHalf.Restore(state));
    }
}

/// <summary>One of the two lines that tell of a response.</summary>
/// <param name="Mark">The running total behind it; null where the line has none.</param>
/// <param name="Usage">What the response used.</param>
/// <param name="Key">The usage row it became.</param>
internal sealed record CodexHalf(CodexUsage? Mark, CodexUsage Usage, RecordKey Key)
{
    public void Save(StateWriter state)
    {
        CodexUsage.SaveOptional(state, Mark);
        Usage.Save(state);
        state.Add(Key);
    }

    public static CodexHalf Restore(StateReader state) =>
        new(CodexUsage.RestoreOptional(state), CodexUsage.Restore(state), state.Key());
}

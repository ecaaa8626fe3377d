using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>One row of a thread's history of running totals, as the ledger keeps it for recognizing copies: 48 bytes.</summary>
/// <param name="Pair">Hash of last and total usage: equal rows of two threads are one request, or a copy.</param>
/// <param name="Total">Hash of the total; 0 for a total of zero.</param>
/// <param name="Key">The key of its usage row; default if it has none.</param>
/// <param name="UnixMs">The time in the line; forks rewrite it.</param>
/// <param name="Phase">The part of the file that it is in.</param>
internal readonly record struct CodexHistoryRow(ulong Pair, ulong Total, RecordKey Key, long UnixMs, CodexPhase Phase)
{
    public const int Size = 48;

    private const long NothingBefore = 1 << 8;

    /// <summary>True if the total is the usage of the row itself: its counter began there.</summary>
    public bool IsFirst { get; init; }

    /// <summary>True for a turn of a saved log.</summary>
    public bool IsTurn => (Pair | Total) != 0;

    /// <summary>A turn of a saved log; its pair is the input of the running total, its total the output.</summary>
    public static CodexHistoryRow OfTurn(CodexUsage total, RecordKey key, long ms) =>
        new((ulong)total.Input, (ulong)total.Output, key, ms, CodexPhase.Live);

    /// <summary>A result in a saved log that is not in any running total.</summary>
    public static CodexHistoryRow OfResult(RecordKey key, long ms) => new(0, 0, key, ms, CodexPhase.Live);

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, Pair);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Total);
        Key.Write(target[16..]);
        BinaryPrimitives.WriteInt64BigEndian(target[32..], UnixMs);
        BinaryPrimitives.WriteInt64BigEndian(target[40..], (long)Phase | (IsFirst ? NothingBefore : 0));
    }

    public static CodexHistoryRow Read(ReadOnlySpan<byte> from)
    {
        long phase = BinaryPrimitives.ReadInt64BigEndian(from[40..]);
        return new CodexHistoryRow(
            BinaryPrimitives.ReadUInt64BigEndian(from),
            BinaryPrimitives.ReadUInt64BigEndian(from[8..]),
            RecordKey.Read(from[16..]),
            BinaryPrimitives.ReadInt64BigEndian(from[32..]),
            (CodexPhase)(byte)phase
        )
        {
            IsFirst = (phase & NothingBefore) != 0,
        };
    }

    public static CodexHistoryRow[] ReadAll(byte[] content)
    {
        CodexHistoryRow[] rows = new CodexHistoryRow[content.Length / Size];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = Read(content.AsSpan(i * Size));
        return rows;
    }
}

/// <summary>What the <c>task_started</c> events before a row say; a copied event keeps its original time.</summary>
internal enum CodexPhase : byte
{
    /// <summary>No task has started yet.</summary>
    BeforeTasks = 0,

    /// <summary>The last task started before the thread was created: the row is history.</summary>
    Replayed = 1,

    /// <summary>The last task started in the thread's own life.</summary>
    Live = 2,
}

/// <summary>The kinds of logs that a thread's rows come from.</summary>
internal static class CodexSource
{
    /// <summary>The models of a thread, beside its rows.</summary>
    public const byte Models = 0;

    public const byte Rollout = 1;

    /// <summary>A saved log without a turn so far. All higher numbers are saved logs too.</summary>
    public const byte Exec = 2;

    /// <summary>A saved log, identified by its first total: a resumed thread may have several, and copies of one log are one.</summary>
    public static byte OfLog(CodexUsage first) => (byte)(Exec + 1 + (CodexUsage.HashOf(null, first) % (byte.MaxValue - Exec)));
}

/// <summary>Flags of a lineage; once set they stay set.</summary>
[Flags]
internal enum CodexMarks
{
    None = 0,

    /// <summary>The file has <c>task_started</c> events.</summary>
    HasTasks = 1,

    /// <summary>The file names the thread it was forked from, not only one that started it.</summary>
    IsFork = 2,

    /// <summary>A <c>task_started</c> of the file has its start time.</summary>
    HasTimedTasks = 4,

    /// <summary>The file is a later page of its thread.</summary>
    IsPage = 8,

    /// <summary>The file names the one that it continues, and so do its totals.</summary>
    HasBase = 16,
}

namespace Rimuru.Core.Records;

/// <summary>
/// What a log file adds to its thread's history where files of an agent copy each other's rows (forks). The ledger keeps the content as it is;
/// the agent's adapter reads it again to tell which rows are copies.
/// </summary>
internal sealed record Lineage
{
    public required string Agent { get; init; }

    /// <summary>The thread that the rows belong to.</summary>
    public required RecordKey Thread { get; init; }

    /// <summary>Which of several sources of one thread this is: the rollout, a saved log.</summary>
    public byte Source { get; init; }

    /// <summary>The thread that this one was forked from; null for an ordinary thread.</summary>
    public RecordKey? Parent { get; init; }

    /// <summary>When the thread was created; 0 where that is not known.</summary>
    public long CreatedMs { get; init; }

    /// <summary>The adapter's own marks; the ledger adds them up and never takes one back.</summary>
    public int Marks { get; init; }

    /// <summary>Bytes of notes that the reader had handed over before: <see cref="Content"/> goes on there.</summary>
    public int Start { get; init; }

    /// <summary>The adapter's own notes of every row, in order. Of two histories of one thread and source the longer is kept.</summary>
    public byte[] Content { get; init; } = [];
}

/// <summary>What an adapter decided on a row: whether it is a copy of another thread's row.</summary>
internal readonly record struct Verdict(RecordKey Key, bool IsCopy);

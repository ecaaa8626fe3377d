namespace Rimuru.Core.Records;

/// <summary>
/// What a log file adds to its thread's history, for agents whose files copy each other's rows (forks). The ledger stores the content
/// unchanged; the agent's adapter reads it later to find the rows that are copies.
/// </summary>
internal sealed record Lineage
{
    public required string Agent { get; init; }

    /// <summary>The thread that the rows belong to.</summary>
    public required RecordKey Thread { get; init; }

    /// <summary>Which source of the thread this is, such as the rollout or a saved log.</summary>
    public byte Source { get; init; }

    /// <summary>The thread that this one was forked from; null for an ordinary thread.</summary>
    public RecordKey? Parent { get; init; }

    /// <summary>When the thread was created, in Unix milliseconds; 0 if unknown.</summary>
    public long CreatedMs { get; init; }

    /// <summary>Flags of the adapter's own; the ledger combines them and never clears one.</summary>
    public int Marks { get; init; }

    /// <summary>Bytes of notes that the reader handed over earlier: <see cref="Content"/> continues there.</summary>
    public int Start { get; init; }

    /// <summary>The adapter's notes on every row, in order. Of two histories of one thread and source the longer one is kept.</summary>
    public byte[] Content { get; init; } = [];
}

/// <summary>The histories by which an adapter decides which rows of one thread are copies.</summary>
/// <param name="Sources">The thread's own histories, one for each source.</param>
/// <param name="Parent">Those of its parent; empty if it is unknown.</param>
/// <param name="Siblings">Those of all forks of its parent.</param>
/// <param name="HistoryOf">Those of any other thread, such as the parent's own parent.</param>
internal sealed record LineageFamily(
    IReadOnlyList<Lineage> Sources,
    IReadOnlyList<Lineage> Parent,
    IReadOnlyList<Lineage> Siblings,
    Func<RecordKey, IReadOnlyList<Lineage>> HistoryOf
);

/// <summary>An adapter's decision on a row: whether it is a copy of another thread's row.</summary>
internal readonly record struct Verdict(RecordKey Key, bool IsCopy)
{
    /// <summary>The row's model, if only another thread's log has it; null otherwise.</summary>
    public string? Model { get; init; }

    /// <summary>What other threads hold only a part of; null if the row is a copy as a whole or not at all.</summary>
    public Remainder? Rest { get; init; }
}

/// <summary>The part of a row that no other thread's rows hold, which is recorded as inferred. No tokens: nothing is left.</summary>
/// <param name="Key">Its own key.</param>
/// <param name="Tokens">What is left.</param>
internal readonly record struct Remainder(RecordKey Key, TokenUsage Tokens)
{
    /// <summary>How many requests it stands for; null if as many as the row.</summary>
    public short? Requests { get; init; }
}

namespace Rimuru;

/// <summary>What a refresh of the ledger read and changed, for one agent.</summary>
public sealed record SyncResult
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Log files that were found.</summary>
    public long FilesFound { get; init; }

    /// <summary>Log files that had changed and were read.</summary>
    public long FilesRead { get; init; }

    /// <summary>Bytes that were read.</summary>
    public long BytesRead { get; init; }

    /// <summary>Records that are new in the ledger.</summary>
    public long RecordsAdded { get; init; }

    /// <summary>Records that a better copy changed.</summary>
    public long RecordsChanged { get; init; }

    /// <summary>Records that new evidence took back, such as rows that a fork copied from its parent.</summary>
    public long RecordsRetracted { get; init; }

    /// <summary>Lines that are not valid JSON, in the bytes that were read.</summary>
    public long MalformedLines { get; init; }

    /// <summary>Files that could not be read.</summary>
    public long UnreadableFiles { get; init; }

    /// <summary>Wall time of the whole refresh, all agents together.</summary>
    public TimeSpan Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent}: {RecordsAdded} new in {FilesRead} of {FilesFound} files";
}

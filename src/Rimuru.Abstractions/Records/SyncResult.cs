namespace Rimuru;

/// <summary>What an update of the ledger read and changed, for one agent.</summary>
public sealed record SyncResult
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Number of log files found.</summary>
    public long FilesFound { get; init; }

    /// <summary>Number of changed log files, which were read.</summary>
    public long FilesRead { get; init; }

    /// <summary>Number of bytes read.</summary>
    public long BytesRead { get; init; }

    /// <summary>Number of new records.</summary>
    public long RecordsAdded { get; init; }

    /// <summary>Number of records that a better copy changed.</summary>
    public long RecordsChanged { get; init; }

    /// <summary>Number of retracted records, which no longer count, such as rows that a fork copied from its parent.</summary>
    public long RecordsRetracted { get; init; }

    /// <summary>Number of malformed lines in the bytes that were read.</summary>
    public long MalformedLines { get; init; }

    /// <summary>Number of files that could not be read.</summary>
    public long UnreadableFiles { get; init; }

    /// <summary>Duration of the whole update of all agents.</summary>
    public TimeSpan Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent}: {RecordsAdded} new in {FilesRead} of {FilesFound} files";
}

namespace Rimuru;

/// <summary>What was removed from a ledger, and the space that was freed.</summary>
public sealed record StoreOptimization
{
    /// <summary>The ledger: its file, or its URL without the password.</summary>
    public required string Store { get; init; }

    /// <summary>The time before which records were removed; null if none were removed.</summary>
    public DateTimeOffset? RetainedSince { get; init; }

    /// <summary>Number of counted records that were removed; in a dry run, that would be removed.</summary>
    public long RecordsRemoved { get; init; }

    /// <summary>Number of removed sessions, which had no other records.</summary>
    public long SessionsRemoved { get; init; }

    /// <summary>Time of the oldest removed record, or in a dry run of the oldest record to remove; null if there is none.</summary>
    public DateTimeOffset? FirstRemoved { get; init; }

    /// <summary>The same for the newest record.</summary>
    public DateTimeOffset? LastRemoved { get; init; }

    /// <summary>Size on disk before, in bytes.</summary>
    public long SizeBefore { get; init; }

    /// <summary>Size on disk afterwards, in bytes; null in a dry run.</summary>
    public long? SizeAfter { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{RecordsRemoved} records, {SessionsRemoved} sessions removed";
}

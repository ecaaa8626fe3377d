namespace Rimuru;

/// <summary>What was removed from a ledger, and what room that made.</summary>
public sealed record StoreOptimization
{
    /// <summary>The ledger: its file, or its URL without the password.</summary>
    public required string Store { get; init; }

    /// <summary>The time before which records were removed; null where none ever were.</summary>
    public DateTimeOffset? RetainedSince { get; init; }

    /// <summary>Records that counted until now; as a dry run, those that would be removed.</summary>
    public long RecordsRemoved { get; init; }

    /// <summary>Sessions that had no other records.</summary>
    public long SessionsRemoved { get; init; }

    /// <summary>The time of the oldest record that was, or would be, removed; null where none is.</summary>
    public DateTimeOffset? FirstRemoved { get; init; }

    /// <summary>The time of the newest one.</summary>
    public DateTimeOffset? LastRemoved { get; init; }

    /// <summary>Bytes on the disk before.</summary>
    public long SizeBefore { get; init; }

    /// <summary>Bytes on the disk afterwards; null as a dry run.</summary>
    public long? SizeAfter { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{RecordsRemoved} records, {SessionsRemoved} sessions removed";
}

namespace Rimuru;

/// <summary>What a restore would do: the backup, and what it would replace.</summary>
public sealed record StoreRestoration
{
    /// <summary>The backup file, as an absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The ledger: its file, or its URL without the password.</summary>
    public required string Store { get; init; }

    /// <summary>The version of the backup's tables.</summary>
    public int Version { get; init; }

    /// <summary>Number of counted records in the backup.</summary>
    public long Records { get; init; }

    /// <summary>Number of sessions in the backup.</summary>
    public long Sessions { get; init; }

    /// <summary>Number of counted records in the ledger that would be replaced.</summary>
    public long RecordsReplaced { get; init; }

    /// <summary>Number of sessions in the ledger that would be replaced.</summary>
    public long SessionsReplaced { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string backup = $"the backup {Path} of version {Version}, with {Records} records of {Sessions} sessions";
        return RecordsReplaced + SessionsReplaced > 0
            ? $"Replace the ledger, with {RecordsReplaced} records of {SessionsReplaced} sessions, by {backup}"
            : $"Create the ledger from {backup}";
    }
}

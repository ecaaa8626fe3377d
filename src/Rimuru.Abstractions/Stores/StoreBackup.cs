namespace Rimuru;

/// <summary>A backup of a ledger.</summary>
public sealed record StoreBackup
{
    /// <summary>The backup file, as an absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The ledger: its file, or its URL without the password.</summary>
    public required string Store { get; init; }

    /// <summary>The kind of store that can restore the backup.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The version of the ledger's tables.</summary>
    public int Version { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public long Size { get; init; }

    /// <summary>When the backup was finished.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}

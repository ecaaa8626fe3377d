namespace Rimuru;

/// <summary>A backup of a ledger that was just made.</summary>
public sealed record StoreBackup
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The ledger: its file, or its URL without the password.</summary>
    public required string Store { get; init; }

    /// <summary>What kept the ledger, and can take the backup back.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The version of the ledger's tables.</summary>
    public int Version { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Size { get; init; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}

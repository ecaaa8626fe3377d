namespace Rimuru;

/// <summary>Where a ledger is, what keeps it, and what is in it.</summary>
public sealed record StoreInfo
{
    /// <summary>The file, or the URL without its password.</summary>
    public required string Name { get; init; }

    /// <summary>What keeps it.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>Where its name came from: a parameter, a variable, a configuration file with its line, or the default.</summary>
    public string Origin { get; init; } = "default";

    /// <summary>True where there is a ledger.</summary>
    public bool Exists { get; init; }

    /// <summary>The version of its tables; null where there is no ledger.</summary>
    public int? Version { get; init; }

    /// <summary>The newest version of tables that this Rimuru knows.</summary>
    public int LatestVersion { get; init; }

    /// <summary>The version of the SQLite library, or of the server.</summary>
    public string EngineVersion { get; init; } = "";

    /// <summary>Bytes on the disk, indexes included; null where there is no ledger.</summary>
    public long? Size { get; init; }

    /// <summary>The records that count; null, like all that follows, where there is no ledger or a newer Rimuru wrote it.</summary>
    public long? Records { get; init; }

    /// <summary>The sessions.</summary>
    public long? Sessions { get; init; }

    /// <summary>The machines that sessions were read on.</summary>
    public long? Machines { get; init; }

    /// <summary>The users whose sessions they are.</summary>
    public long? Users { get; init; }

    /// <summary>When the first record was made.</summary>
    public DateTimeOffset? FirstActivity { get; init; }

    /// <summary>When the last record was made.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The time before which records were removed; null where none ever were.</summary>
    public DateTimeOffset? RetainedSince { get; init; }

    /// <summary>True where this login, or this user, may read the ledger but not write it.</summary>
    public bool IsReadOnly { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

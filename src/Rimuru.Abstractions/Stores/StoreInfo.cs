namespace Rimuru;

/// <summary>Location, kind and contents of a ledger.</summary>
public sealed record StoreInfo
{
    /// <summary>The file, or the URL without its password.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of store.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The origin of its URL: a parameter, a variable, a configuration file with its line, or the default.</summary>
    public string Origin { get; init; } = "default";

    /// <summary>True if the ledger exists.</summary>
    public bool Exists { get; init; }

    /// <summary>The version of its tables; null if there is no ledger.</summary>
    public int? Version { get; init; }

    /// <summary>The newest version that this Rimuru supports.</summary>
    public int LatestVersion { get; init; }

    /// <summary>The version of the SQLite library, or of the server.</summary>
    public string EngineVersion { get; init; } = "";

    /// <summary>Size on disk in bytes, indexes included; null if there is no ledger.</summary>
    public long? Size { get; init; }

    /// <summary>Number of counted records; null, like all that follows, if there is no ledger or a newer Rimuru wrote it.</summary>
    public long? Records { get; init; }

    /// <summary>Number of sessions.</summary>
    public long? Sessions { get; init; }

    /// <summary>Number of machines that sessions were read on.</summary>
    public long? Machines { get; init; }

    /// <summary>Number of users with sessions.</summary>
    public long? Users { get; init; }

    /// <summary>Time of the first record.</summary>
    public DateTimeOffset? FirstActivity { get; init; }

    /// <summary>Time of the last record.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The time before which records were removed; null if none were removed.</summary>
    public DateTimeOffset? RetainedSince { get; init; }

    /// <summary>True if this login or user may read the ledger but not write to it.</summary>
    public bool IsReadOnly { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

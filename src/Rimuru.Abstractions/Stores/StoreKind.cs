namespace Rimuru;

/// <summary>What keeps a ledger.</summary>
public enum StoreKind
{
    /// <summary>A file, for one machine.</summary>
    Sqlite,

    /// <summary>A schema on a PostgreSQL server, for a team.</summary>
    PostgreSql,
}

namespace Rimuru;

/// <summary>The kind of a store.</summary>
public enum StoreKind
{
    /// <summary>A SQLite file, for one machine.</summary>
    Sqlite,

    /// <summary>A schema on a PostgreSQL server, for a team.</summary>
    PostgreSql,
}

using Rimuru.Core.Errors;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

/// <summary>Migrates a schema to this version: numbered scripts, each run once, all in one exclusive transaction.</summary>
internal static class PostgresMigrations
{
    public static IReadOnlyList<MigrationScript> Scripts => MigrationScript.Of("postgres");

    private const string Journal =
        "CREATE TABLE migration (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL)";

    /// <summary>The number of the newest script; a schema with a higher one was written by a newer Rimuru.</summary>
    public const int Latest = 14;

    /// <summary>
    /// The version of the schema; 0 if it has no ledger. E1004: it has tables of another application. E1002: a newer Rimuru wrote it.
    /// Writes nothing.
    /// </summary>
    public static int Version(PostgresConnection connection, PostgresUrl url)
    {
        int version = Found(connection, url);
        return version <= Latest
            ? version
            : throw new RimuruException(
                ErrorCodes.DatabaseNewer,
                $"The ledger {url.Display} has version {version}; this Rimuru supports versions up to {Latest}. Use a newer Rimuru, or "
                    + "name another database.",
                url.Display
            );
    }

    /// <summary>The version of the schema, even if a newer Rimuru wrote it.</summary>
    public static int Found(PostgresConnection connection, PostgresUrl url)
    {
        // Both in one statement: another process may be creating the ledger at this moment.
        (long all, long ours) = connection
            .Read(
                "SELECT count(*), count(*) FILTER (WHERE tablename = 'migration') FROM pg_tables WHERE schemaname = $1",
                row => (row.GetInt64(0), row.GetInt64(1)),
                PostgresValue.Of(url.Schema)
            )
            .Single();
        if (all > 0 && ours == 0)
            throw new RimuruException(
                ErrorCodes.DatabaseCorrupt,
                $"The schema '{url.Schema}' of {url.Display} has tables but no Rimuru ledger; it was not changed. Select another "
                    + "schema with ?schema=NAME.",
                url.Display
            );
        return ours == 0 ? 0 : (int?)connection.Scalar("SELECT max(version) FROM migration") ?? 0;
    }

    public static void Apply(PostgresServer server, CancellationToken stop) =>
        server.Retry(
            connection =>
            {
                int version = Version(connection, server.Url);
                if (version == Latest)
                    return version;
                connection.Begin();
                PostgresLock.Take(connection, server.Url);

                // Another process may have migrated it first.
                version = Version(connection, server.Url);
                if (version == Latest)
                    return version;
                try
                {
                    Run(connection, server, version);
                }
                catch (RimuruException e) when (!PostgresErrors.IsTransient(e))
                {
                    throw new RimuruException(
                        ErrorCodes.DatabaseMigration,
                        $"The ledger {server.Url.Display} could not be migrated from version {version} to {Latest}; it is unchanged: "
                            + $"{e.Message}",
                        server.Url.Display,
                        e
                    );
                }

                return Latest;
            },
            stop
        );

    /// <summary>Creates the tables of a version in the first schema of the search path, with an empty migration journal.</summary>
    public static void Make(PostgresConnection connection, int version)
    {
        connection.Execute(Journal);
        foreach (MigrationScript script in Scripts.Where(script => script.Number <= version))
            connection.Execute(script.Sql);
    }

    /// <summary>Migrates tables from a version to this one.</summary>
    public static void Finish(PostgresConnection connection, int version)
    {
        foreach (MigrationScript script in Scripts.Where(script => script.Number > version))
        {
            connection.Execute(script.Sql);
            connection.Execute(
                "INSERT INTO migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, (extract(epoch FROM "
                    + "clock_timestamp()) * 1000)::bigint)",
                PostgresValue.Of(script.Number),
                PostgresValue.Of(script.Name),
                PostgresValue.Of(script.Checksum)
            );
        }
    }

    private static void Run(PostgresConnection connection, PostgresServer server, int version)
    {
        if (version == 0)
        {
            connection.Execute($"CREATE SCHEMA IF NOT EXISTS {server.Schema}");
            connection.Execute(Journal);
        }

        Finish(connection, version);
        connection.Commit();
    }
}

/// <summary>One writer at a time: what a write has read stays valid until its commit, so the kept sums are always correct.</summary>
internal static class PostgresLock
{
    /// <summary>Waits for the lock, which is released at the end of the transaction.</summary>
    public static void Take(PostgresConnection connection, PostgresUrl url)
    {
        // A machine that vanished during a write, or a lock held manually, must not block the others for ever.
        connection.Execute("SET LOCAL lock_timeout = '5min'");
        connection.Execute("SET LOCAL idle_in_transaction_session_timeout = '5min'");
        connection.Execute("SELECT pg_advisory_xact_lock($1)", Key(url));
    }

    /// <summary>
    /// Keeps the lock, which this transaction has, beyond its end: until <see cref="Release"/> or the end of the connection.
    /// </summary>
    public static void Keep(PostgresConnection connection, PostgresUrl url) => connection.Execute("SELECT pg_advisory_lock($1)", Key(url));

    public static void Release(PostgresConnection connection, PostgresUrl url) =>
        connection.Execute("SELECT pg_advisory_unlock($1)", Key(url));

    /// <summary>True if nobody has the lock at this moment.</summary>
    public static bool IsFree(PostgresConnection connection, PostgresUrl url) =>
        connection.IsTrue("SELECT pg_try_advisory_xact_lock_shared($1)", Key(url));

    private static Npgsql.NpgsqlParameter Key(PostgresUrl url) => PostgresValue.Of(StableHash.Of("rimuru " + url.Schema));
}

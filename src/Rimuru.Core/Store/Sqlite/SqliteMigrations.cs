using System.Globalization;
using Rimuru.Core.Errors;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>
/// Brings a ledger file to the version of this code: numbered scripts, each once, all in one transaction that no other process can share.
/// </summary>
internal static class SqliteMigrations
{
    /// <summary>The number of the newest script; a file with a higher one was written by a newer Rimuru.</summary>
    public const int Latest = 9;

    private const string Journal =
        "CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";

    public static IReadOnlyList<MigrationScript> Scripts => MigrationScript.Of("sqlite");

    /// <summary>E1004 where the file is a database but no ledger, E1002 where a newer Rimuru wrote it. Writes nothing.</summary>
    public static void RefuseForeign(SqliteDatabase database)
    {
        // Version and tables are read as of one moment: another process may be making the ledger right now.
        database.Execute("BEGIN");
        try
        {
            Check(database, database.Number("PRAGMA user_version") ?? 0);
        }
        finally
        {
            if (database.InTransaction)
                database.Execute("ROLLBACK");
        }
    }

    public static void Apply(SqliteDatabase database, CancellationToken stop)
    {
        long version = database.Number("PRAGMA user_version") ?? 0;
        if (version == Latest)
            return;
        if (database.IsReadOnly)
            throw new RimuruException(
                ErrorCodes.DatabaseReadOnly,
                $"The ledger {database.Path} has version {version} and must be brought to {Latest}, but it may be read only here. Have "
                    + "somebody do it who may write it.",
                database.Path
            );
        database.Begin(stop);
        try
        {
            // Another process may have come first.
            version = database.Number("PRAGMA user_version") ?? 0;
            Check(database, version);
            if (version < Latest)
                Run(database, version);
            database.Execute("COMMIT");
        }
        catch (SqliteException e) when (!e.IsBusy)
        {
            throw new RimuruException(
                ErrorCodes.DatabaseMigration,
                $"The ledger {database.Path} could not be brought from version {version} to {Latest}; it is as it was: {e.Message}",
                database.Path,
                e
            );
        }
        finally
        {
            if (database.InTransaction)
                database.Execute("ROLLBACK");
        }
    }

    /// <summary>The version of the ledger; 0 where the file is empty. E1004 where it is somebody else's. Writes nothing.</summary>
    public static int Version(SqliteDatabase database)
    {
        long version = database.Number("PRAGMA user_version") ?? 0;
        RefuseOthers(database, version);
        return (int)version;
    }

    private static void Check(SqliteDatabase database, long version)
    {
        if (version > Latest)
            throw new RimuruException(
                ErrorCodes.DatabaseNewer,
                $"The ledger {database.Path} has version {version}; this Rimuru knows versions up to {Latest}. Use a newer Rimuru, or "
                    + "name another database."
            );
        RefuseOthers(database, version);
    }

    private static void RefuseOthers(SqliteDatabase database, long version)
    {
        if (!SqliteIdentity.IsLedger(database, version))
            throw new RimuruException(
                ErrorCodes.DatabaseCorrupt,
                $"{database.Path} is a SQLite database, but not a Rimuru ledger; nothing was changed in it."
            );
        if (SqliteIdentity.Program(database) is { } program)
            throw new RimuruException(
                ErrorCodes.DatabaseCorrupt,
                $"{database.Path} has a {program} that no ledger has, and is not used: it would run whenever the ledger is asked. "
                    + "Nothing was changed in it."
            );
    }

    /// <summary>Makes the tables of a version in an empty database.</summary>
    public static void Make(SqliteDatabase database, int version)
    {
        database.Execute(Journal);
        foreach (MigrationScript script in Scripts.Where(script => script.Number <= version))
            database.Execute(script.Sql);
    }

    private static void Run(SqliteDatabase database, long version)
    {
        if (version == 0)
            database.Execute(Journal);
        foreach (MigrationScript script in Scripts)
        {
            if (script.Number <= version)
                continue;
            database.Execute(script.Sql);
            database
                .Prepare("INSERT INTO migration (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, unixepoch() * 1000)")
                .Bind(1, script.Number)
                .Bind(2, script.Name)
                .Bind(3, script.Checksum)
                .Run();
        }

        database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {SqliteIdentity.ApplicationId}"));
        database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Latest}"));
    }
}

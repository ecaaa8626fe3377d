using System.Globalization;
using Rimuru.Core.Errors;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Migrates a ledger file to this version: numbered scripts, each run once, all in one exclusive transaction.</summary>
internal static class SqliteMigrations
{
    /// <summary>The number of the newest script; a file with a higher one was written by a newer Rimuru.</summary>
    public const int Latest = 19;

    private const string Journal =
        "CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";

    public static IReadOnlyList<MigrationScript> Scripts => MigrationScript.Of("sqlite");

    /// <summary>E1004: the file is a database but not a ledger. E1002: a newer Rimuru wrote it. Writes nothing.</summary>
    public static void RefuseForeign(SqliteDatabase database)
    {
        // Version and tables are read in one snapshot: another process may be creating the ledger.
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
                $"The ledger {database.Path} has version {version} and must be migrated to {Latest}, but this user may only read it. Have "
                    + $"a user who may write it run {Terms.InitializeStore}.",
                database.Path
            );
        database.Begin(stop);
        try
        {
            // Another process may have migrated it first.
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
                $"The ledger {database.Path} could not be migrated from version {version} to {Latest}; it is unchanged: {e.Message}",
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

    /// <summary>The version of the ledger; 0 if the file is empty. E1004: it is not a ledger. Writes nothing.</summary>
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
                $"The ledger {database.Path} has version {version}; this Rimuru supports versions up to {Latest}. Use a newer Rimuru, or "
                    + "name another database."
            );
        RefuseOthers(database, version);
    }

    private static void RefuseOthers(SqliteDatabase database, long version)
    {
        if (!SqliteIdentity.IsLedger(database, version))
            throw new RimuruException(
                ErrorCodes.DatabaseCorrupt,
                $"{database.Path} is a SQLite database, but not a Rimuru ledger; it was not changed."
            );
        if (SqliteIdentity.Program(database, version) is { } program)
            throw new RimuruException(
                ErrorCodes.DatabaseCorrupt,
                $"{database.Path} has a {program} that no ledger has, and is not used: it would run with every query. "
                    + "The file was not changed."
            );
    }

    /// <summary>Creates the tables of a version in an empty database.</summary>
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

using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The administration of a ledger in a file, with SQLite's own means.</summary>
internal sealed class SqliteAdministration(SqliteUrl url, LedgerOptions options) : IStoreAdministration
{
    public const string User = "user";

    private static readonly RetentionSql Retention = new(User, "id", (column, set) => $"{column} NOT IN (SELECT session FROM {set})");

    public StoreInfo Describe(CancellationToken stop)
    {
        StoreInfo nothing = new()
        {
            Name = url.Display,
            Kind = StoreKind.Sqlite,
            LatestVersion = SqliteMigrations.Latest,
            EngineVersion = SqliteDatabase.LibraryVersion,
        };
        if (!SqliteFile.Exists(url.Path))
            return nothing;
        using SqliteDatabase database = Open(stop);
        return Read(database, nothing);
    }

    public IEnumerable<StoreCheck> Check(CancellationToken stop)
    {
        SqliteDatabase? database = null;
        int version = 0;
        long started = options.Time.GetTimestamp();
        StoreCheck connection = StoreAudit.Guarded(
            "Connection",
            "Check that the path is a ledger, and that it can be read.",
            () =>
            {
                if (!SqliteFile.Exists(url.Path))
                    return StoreAudit.Warned(
                        "Connection",
                        $"There is no ledger at {url.Path} yet.",
                        $"The first command that reads logs creates it, or run {Terms.InitializeStore}."
                    );
                database = Open(stop);
                version = SqliteMigrations.Version(database);
                double ms = options.Time.GetElapsedTime(started).TotalMilliseconds;
                return StoreAudit.Passed(
                    "Connection",
                    FormattableString.Invariant($"SQLite {SqliteDatabase.LibraryVersion} answered in {ms:0.0} ms.")
                );
            }
        );
        using (database)
        {
            yield return connection;
            if (database is null || connection.Status == CheckStatus.Failed)
                yield break;
            StoreAudit audit = new(sql => Row(database, sql), User);
            yield return StoreAudit.Guarded(
                "Version",
                StoreAudit.RestoreAdvice,
                () =>
                    version == 0
                        ? StoreAudit.Warned("Version", $"{url.Path} is empty.", $"{Terms.InitializeStore} creates the ledger.")
                        : StoreAudit.Version(version, SqliteMigrations.Scripts, Checksums(database))
            );
            yield return Permissions(database);
            if (version == 0)
                yield break;
            yield return StoreAudit.Guarded(
                "Integrity",
                StoreAudit.RestoreAdvice,
                () =>
                    WhyDamaged(database) is { } damage
                        ? StoreAudit.Failed("Integrity", damage, StoreAudit.RestoreAdvice)
                        : audit.Whole("The file is not damaged, and no record lacks its session or dimension.")
            );
            if (version == SqliteMigrations.Latest)
                yield return StoreAudit.Guarded("Sums", StoreAudit.RestoreAdvice, audit.Sums);
            yield return StoreAudit.Guarded("Size", StoreAudit.RestoreAdvice, () => Size(database));
        }
    }

    public void Backup(string path, CancellationToken stop)
    {
        using SqliteDatabase database = Open(stop);
        if (SqliteMigrations.Version(database) == 0)
            throw LedgerErrors.Missing(url.Path);
        database.Prepare("VACUUM INTO ?1").Bind(1, path).Run();
    }

    public BackupContent Restore(string path, bool isPreview, CancellationToken stop)
    {
        try
        {
            return Replace(path, isPreview, stop);
        }
        catch (SqliteException e)
        {
            throw SqliteLedger.Explain(e, url.Path);
        }
    }

    private BackupContent Replace(string path, bool isPreview, CancellationToken stop)
    {
        using SqliteRestore restore = SqliteRestore.Prepare(url.Path, path, stop);
        if (isPreview)
            return restore.Content;
        restore.Swap(() =>
        {
            SqliteLedger.Open(url.Path, options, stop).Dispose();
            using SqliteDatabase database = Open(stop);
            if (Row(database, LedgerSql.Records)[0] != restore.Content.Records || WhyDamaged(database) is not null)
                throw FixedErrors.DatabaseConnection(
                    $"{url.Path}: the restored ledger differs from the backup; the former ledger has been put back",
                    url.Path
                );
        });
        return restore.Content;
    }

    public void Reset(CancellationToken stop)
    {
        using SqliteDatabase database = Open(stop);
        database.Begin(stop);
        database.Execute("DELETE FROM retention; DELETE FROM file_state; DELETE FROM file");
        database.Execute("COMMIT");
    }

    public Removed Remove(long beforeMs, bool isPreview, CancellationToken stop)
    {
        using SqliteDatabase database = Open(stop);
        if (isPreview)
            return Count(database, beforeMs);
        database.Begin(stop);
        try
        {
            Removed removed = Count(database, beforeMs);
            foreach (string sql in Retention.Remove())
            {
                SqliteStatement statement = database.Prepare(sql);
                if (RetentionSql.IsOfTime(sql))
                    statement.Bind(1, beforeMs);
                statement.Run();
            }

            database.Prepare(RetentionSql.Keep).Bind(1, beforeMs).Run();
            database.Execute("COMMIT");
            return removed;
        }
        finally
        {
            if (database.InTransaction)
                database.Execute("ROLLBACK");
        }
    }

    public void Compact(CancellationToken stop)
    {
        UnfinishedFile.RemoveLeftovers(url.Path);
        using SqliteDatabase database = Open(stop);
        database.ExecuteAlone("VACUUM", stop);
        database.Execute("PRAGMA optimize");

        // Pages that others still read stay in the journal; this is not an error.
        database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose()
    {
        // every operation has its own connection
    }

    private StoreInfo Read(SqliteDatabase database, StoreInfo nothing)
    {
        int version = SqliteMigrations.Version(database);
        if (version == 0)
            return nothing with { IsReadOnly = database.IsReadOnly };
        StoreInfo known = nothing with { Exists = true, Version = version, Size = BytesOnDisk, IsReadOnly = database.IsReadOnly };
        if (version > SqliteMigrations.Latest)
            return known;
        long?[] records = Row(database, LedgerSql.Records),
            sessions = Row(database, LedgerSql.Sessions(User));
        long? retained = version == SqliteMigrations.Latest ? database.Number(RetentionSql.Kept) : null;
        return StoreFacts.Fill(known, records, sessions, retained);
    }

    private long BytesOnDisk => new[] { url.Path, url.Path + "-wal" }.Where(File.Exists).Sum(path => new FileInfo(path).Length);

    private SqliteDatabase Open(CancellationToken stop)
    {
        try
        {
            SqliteIdentity.RefuseForeign(url.Path, stop);
            SqliteDatabase database = SqliteDatabase.OpenAsAllowed(url.Path);
            database.Distrust();
            database.StopWith(stop);
            database.Explain = e => SqliteLedger.Explain(e, url.Path);
            return database;
        }
        catch (SqliteException e)
        {
            throw SqliteLedger.Explain(e, url.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FixedErrors.DatabaseConnection($"{url.Path}: {e.Message}", url.Path, e);
        }
    }

    private static Removed Count(SqliteDatabase database, long beforeMs)
    {
        SqliteStatement count = database.Prepare(Retention.Count).Bind(1, beforeMs);
        count.Step();
        Removed removed = new(count.Int64(0), count.Int64(1), count.OptionalInt64(2), count.OptionalInt64(3));
        count.Reset();
        return removed;
    }

    /// <summary>What is wrong with the file; null if it is not damaged.</summary>
    public static string? WhyDamaged(SqliteDatabase database)
    {
        using SqliteStatement check = database.PrepareFresh("PRAGMA integrity_check(5)");
        List<string> said = [];
        while (check.Step())
            said.Add(check.Text(0) ?? "");
        return said is ["ok"] ? null : "SQLite finds it damaged: " + string.Join("; ", said);
    }

    public static Dictionary<int, string> Checksums(SqliteDatabase database)
    {
        using SqliteStatement select = database.PrepareFresh("SELECT version, checksum FROM migration");
        Dictionary<int, string> checksums = [];
        while (select.Step())
            checksums.Add((int)select.Int64(0), select.Text(1)!);
        return checksums;
    }

    private StoreCheck Permissions(SqliteDatabase database)
    {
        if (database.IsReadOnly)
            return StoreAudit.Warned(
                "Permissions",
                $"{url.Path} can be read, but not written.",
                "Reports work. To read logs into the ledger, get write permission for the file."
            );
        if (PrivateFile.WhyNotPrivate(url.Path) is { } found)
            return StoreAudit.Warned("Permissions", found.Reason, found.Advice);
        string alone = OperatingSystem.IsWindows() ? "" : " alone";
        return StoreAudit.Passed("Permissions", $"{url.Path} can be read and written by its owner{alone}.");
    }

    private StoreCheck Size(SqliteDatabase database)
    {
        const int Much = 4;
        long pages = database.Number("PRAGMA page_count") ?? 0,
            free = database.Number("PRAGMA freelist_count") ?? 0,
            page = database.Number("PRAGMA page_size") ?? 0;
        string size = $"{StoreAudit.Bytes(BytesOnDisk)}, {StoreAudit.Bytes(free * page)} of them free.";
        return free * Much > pages
            ? StoreAudit.Warned("Size", size, $"{Terms.OptimizeStore} gives the free space back to the disk.")
            : StoreAudit.Passed("Size", size);
    }

    public static long?[] Row(SqliteDatabase database, string sql)
    {
        using SqliteStatement select = database.PrepareFresh(sql);
        select.Step();
        return [.. Enumerable.Range(0, select.Columns).Select(select.OptionalInt64)];
    }
}

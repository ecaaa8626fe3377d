using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Processes;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The administration of a ledger on a server. Backups are made and restored by PostgreSQL's own programs.</summary>
internal sealed class PostgresAdministration : IStoreAdministration
{
    public const string User = "login";

    // If the set does not fit into the server's work memory, NOT IN scans all of it for every row.
    private static readonly RetentionSql Retention = new(
        User,
        "key",
        (column, set) => $"NOT EXISTS (SELECT 1 FROM {set} known WHERE known.session = {column})"
    );

    private readonly PostgresUrl url;
    private readonly LedgerOptions options;
    private readonly HostEnvironment environment;
    private readonly PostgresServer server;
    private readonly PostgresLeftovers leftovers;

    public PostgresAdministration(PostgresUrl url, LedgerOptions options, HostEnvironment environment)
    {
        (this.url, this.options, this.environment) = (url, options, environment);
        server = PostgresServer.Of(url, options);
        leftovers = new PostgresLeftovers(server);
    }

    public StoreInfo Describe(CancellationToken stop) =>
        server.Retry(
            connection =>
            {
                StoreInfo known = new()
                {
                    Name = url.Display,
                    Kind = StoreKind.PostgreSql,
                    LatestVersion = PostgresMigrations.Latest,
                    EngineVersion = ServerVersion(connection),
                    IsReadOnly = IsReadOnly(connection),
                };
                int version = PostgresMigrations.Found(connection, url);
                if (version == 0)
                    return known;
                known = known with { Exists = true, Version = version, Size = BytesOnDisk(connection) };
                if (version > PostgresMigrations.Latest)
                    return known;
                long? retained = version == PostgresMigrations.Latest ? (long?)connection.Scalar(RetentionSql.Kept) : null;
                return StoreFacts.Fill(known, Row(connection, LedgerSql.Records), Row(connection, LedgerSql.Sessions(User)), retained);
            },
            stop
        );

    public IEnumerable<StoreCheck> Check(CancellationToken stop)
    {
        const string Refused = "Ask the owner of the ledger to grant this login the permission in the message.";
        int version = 0;
        StoreCheck first = StoreAudit.Guarded(
            "Connection",
            "Check that the server is running and reachable from this machine, and that login and password are correct.",
            () => server.Retry(connection => Connection(connection, out version), stop)
        );
        yield return first;
        if (first.Status == CheckStatus.Failed)
            yield break;
        if (version == 0)
        {
            yield return StoreAudit.Warned(
                "Version",
                $"There is no ledger in the schema '{url.Schema}' yet.",
                $"The first command that reads logs creates it, or run {Terms.InitializeStore}."
            );
            yield break;
        }

        StoreAudit audit = new(sql => server.Retry(connection => Row(connection, sql), stop), User);
        yield return StoreAudit.Guarded(
            "Version",
            Refused,
            () => StoreAudit.Version(version, PostgresMigrations.Scripts, server.Retry(Checksums, stop))
        );
        yield return StoreAudit.Guarded("Permissions", Refused, () => server.Retry(Permissions, stop));
        yield return StoreAudit.Guarded("Integrity", Refused, () => audit.Whole("No record lacks its session or dimension."));
        if (version == PostgresMigrations.Latest)
            yield return StoreAudit.Guarded("Sums", Refused, audit.Sums);
        yield return StoreAudit.Guarded("Size", Refused, () => server.Retry(Size, stop));
    }

    public void Backup(string path, CancellationToken stop)
    {
        if (server.Retry(connection => PostgresMigrations.Found(connection, url), stop) == 0)
            throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger in {url.Display}.", url.Display);
        using FileStream file = PrivateFile.Open(path);
        Programs(stop).Save("pg_dump", ["--format=custom", "--schema=" + server.Schema], new ChildFile(file, RegularFile.LargeLog), stop);
    }

    public BackupContent Restore(string path, bool isPreview, CancellationToken stop)
    {
        if (BackupFile.KindOf(path) != StoreKind.PostgreSql)
            throw BackupFile.Invalid(
                path,
                "it is a backup of a SQLite ledger, but this ledger is on a PostgreSQL server. Restore it to "
                    + $"{Terms.Database with { Value = " sqlite:PATH" }}, then copy that ledger with {Terms.CopyStore}"
            );
        using PostgresArchive archive = PostgresArchive.Read(Programs(stop), path, url.Schema, stop);
        BackupContent content = new PostgresRestore(server, archive, leftovers, stop).Run(isPreview);
        if (!isPreview)
            RemoveUnshared(stop);
        return content;
    }

    public void Reset(CancellationToken stop) =>
        server.Change(
            connection =>
            {
                connection.Execute("DELETE FROM retention");
                return connection.Execute("DELETE FROM file");
            },
            stop
        );

    public Removed Remove(long beforeMs, bool isPreview, CancellationToken stop) =>
        isPreview
            ? server.Retry(connection => Count(connection, beforeMs), stop)
            : server.Change(
                connection =>
                {
                    Removed removed = Count(connection, beforeMs);
                    foreach (string sql in Retention.Remove())
                        Run(connection, sql, beforeMs);
                    Run(connection, RetentionSql.Keep, beforeMs);
                    return removed;
                },
                stop
            );

    public void Compact(CancellationToken stop)
    {
        leftovers.Remove(stop);
        RemoveUnshared(stop);
        server.Retry(connection => Compact(connection), stop);
    }

    private void RemoveUnshared(CancellationToken stop)
    {
        if (!options.Sharing.IsLimited)
            return;
        server.Change(
            connection =>
            {
                PostgresUnshared.Remove(connection, options);
                return 0;
            },
            stop
        );
    }

    private int Compact(PostgresConnection connection)
    {
        List<string> tables =
        [
            .. connection.Read(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = $1 ORDER BY tablename",
                row => row.GetString(0),
                PostgresValue.Of(url.Schema)
            ),
        ];
        return connection.Execute($"VACUUM (ANALYZE) {string.Join(", ", tables.Select(table => $"{server.Schema}.{table}"))}");
    }

    public void Dispose() => server.Dispose();

    /// <summary>True if the login may read the ledger but not write to it; false if there is no ledger.</summary>
    public static bool IsReadOnly(PostgresConnection connection) =>
        connection.IsTrue(
            "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' OR (to_regclass('usage') IS NOT "
                + "NULL AND NOT has_table_privilege(to_regclass('usage'), 'INSERT'))"
        );

    private StoreCheck Connection(PostgresConnection connection, out int version)
    {
        long started = options.Time.GetTimestamp();
        connection.Scalar("SELECT 1");
        TimeSpan took = options.Time.GetElapsedTime(started);
        version = PostgresMigrations.Found(connection, url);
        return StoreAudit.Passed(
            "Connection",
            string.Create(
                CultureInfo.InvariantCulture,
                $"PostgreSQL {ServerVersion(connection)} answered in {took.TotalMilliseconds:0.0} ms."
            )
        );
    }

    private PostgresProgram Programs(CancellationToken stop) =>
        server.Retry(
            connection => new PostgresProgram(
                environment,
                url,
                (string)connection.Scalar("SELECT current_database()::text")!,
                int.Parse((string)connection.Scalar("SHOW server_version_num")!, CultureInfo.InvariantCulture) / 10_000
            ),
            stop
        );

    private static string ServerVersion(PostgresConnection connection) => ((string)connection.Scalar("SHOW server_version")!).Split(' ')[0];

    private static Removed Count(PostgresConnection connection, long beforeMs) =>
        connection
            .Read(
                Retention.Count,
                row => new Removed(row.GetInt64(0), row.GetInt64(1), row.OptionalInt64(2), row.OptionalInt64(3)),
                PostgresValue.Of(beforeMs)
            )
            .Single();

    private static void Run(PostgresConnection connection, string sql, long beforeMs)
    {
        if (RetentionSql.IsOfTime(sql))
            connection.Execute(sql, PostgresValue.Of(beforeMs));
        else
            connection.Execute(sql);
    }

    public static Dictionary<int, string> Checksums(PostgresConnection connection) =>
        connection
            .Read("SELECT version, checksum FROM migration", row => (Version: row.GetInt32(0), Checksum: row.GetString(1)))
            .ToDictionary(row => row.Version, row => row.Checksum);

    private StoreCheck Permissions(PostgresConnection connection)
    {
        string login = (string)connection.Scalar("SELECT current_user::text")!;
        return IsReadOnly(connection)
            ? StoreAudit.Warned(
                "Permissions",
                $"The login {login} may read the ledger but not write to it.",
                "Reports work. To read logs into the ledger, use a login with INSERT, UPDATE and DELETE on its tables."
            )
            : StoreAudit.Passed("Permissions", $"The login {login} may read and write.");
    }

    private StoreCheck Size(PostgresConnection connection)
    {
        const int Much = 4;
        long?[] rows = Row(
            connection,
            "SELECT CAST(sum(n_live_tup) AS bigint), CAST(sum(n_dead_tup) AS bigint) FROM pg_stat_user_tables WHERE schemaname = "
                + "current_schema()"
        );
        string size = string.Create(
            CultureInfo.InvariantCulture,
            $"{StoreAudit.Bytes(BytesOnDisk(connection))}, {rows[1] ?? 0} dead rows."
        );
        if (leftovers.Find(connection) is { Count: > 0 } found)
            return StoreAudit.Warned(
                "Size",
                $"{size} A restore that did not end left the former ledger in {string.Join(", ", found)}.",
                $"{Terms.OptimizeStore} removes what is left of a restore, if this login owns it."
            );
        return rows[1] * Much > rows[0]
            ? StoreAudit.Warned("Size", size, $"{Terms.OptimizeStore} makes the space of dead rows reusable.")
            : StoreAudit.Passed("Size", size);
    }

    private long BytesOnDisk(PostgresConnection connection) =>
        (long?)
            connection.Scalar(
                "SELECT CAST(sum(pg_total_relation_size(c.oid)) AS bigint) FROM pg_class c JOIN pg_namespace n ON n.oid = "
                    + "c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'",
                PostgresValue.Of(url.Schema)
            )
        ?? 0;

    public static long?[] Row(PostgresConnection connection, string sql) =>
        connection.Read(sql, row => Enumerable.Range(0, row.FieldCount).Select(row.OptionalInt64).ToArray()).Single();
}

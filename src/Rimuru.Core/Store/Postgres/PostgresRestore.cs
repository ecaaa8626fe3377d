using Rimuru.Core.Errors;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// Restores a backup: loads its rows into tables from Rimuru's own scripts in a temporary schema, checks them, then replaces the ledger's
/// tables with them. No SQL of the backup is run. The former tables are kept until the new ones have been verified.
/// </summary>
internal sealed class PostgresRestore(PostgresServer server, PostgresArchive archive, PostgresLeftovers leftovers, CancellationToken stop)
{
    private readonly string mark = Guid.NewGuid().ToString("N")[..12];

    private string Next => $"rimuru_restoring_{mark}";

    private PostgresUrl Url => server.Url;

    public BackupContent Run(bool isPreview)
    {
        server.Retry(connection => PostgresMigrations.Version(connection, Url), stop);

        // Other writers wait for the lock until the new ledger has answered, and hold no table lock meanwhile.
        using PostgresConnection connection = server.Open(_ => 0, stop).Connection;
        BackupContent content;
        string former;
        try
        {
            // One transaction: a failure leaves nothing behind. No retry: it may have been committed.
            connection.Begin();
            PostgresLock.Take(connection, Url);
            connection.Execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            content = Load(connection);
            if (isPreview)
                return content;
            former = Swap(connection);
            PostgresLock.Keep(connection, Url);
            connection.Commit();
        }
        catch (RimuruException e) when (e.InnerException is Npgsql.PostgresException { SqlState: ['2', '2' or '3', ..] })
        {
            throw BackupFile.Invalid(archive.Path, e.InnerException.Message, e);
        }

        Answer(content, former);
        Release(connection);
        return content;
    }

    private void Release(PostgresConnection connection)
    {
        try
        {
            PostgresLock.Release(connection, Url);
        }
        catch (RimuruException)
        {
            // the lock ended with the connection
        }
    }

    private BackupContent Load(PostgresConnection connection)
    {
        connection.Execute($"CREATE SCHEMA {Next}");
        connection.Execute($"SET LOCAL search_path = {Next}");
        PostgresMigrations.Make(connection, archive.Version);
        HashSet<string> loaded = new(StringComparer.Ordinal);
        foreach (PostgresRows rows in archive.Tables())
        {
            // In the new schema and no other: the name comes from the backup, and the system's own tables are found first.
            string table = $"{Next}.\"{rows.Table}\"";
            List<string> due =
            [
                .. connection.Read(
                    "SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped",
                    row => row.GetString(0),
                    PostgresValue.Of(table)
                ),
            ];
            if (due.Count == 0)
                throw BackupFile.Invalid(archive.Path, $"it has rows of {rows.Table}, which no ledger has");
            if (!due.ToHashSet(StringComparer.Ordinal).SetEquals(rows.Columns))
                throw BackupFile.Invalid(archive.Path, $"its table {rows.Table} is not a ledger's");
            if (!loaded.Add(rows.Table))
                throw BackupFile.Invalid(archive.Path, $"it has the rows of {rows.Table} twice");

            // A script may have added a row of its own.
            connection.Execute($"DELETE FROM {table}");
            connection.CopyText(
                $"COPY {table} ({string.Join(", ", rows.Columns.Select(column => $"\"{column}\""))}) FROM STDIN",
                rows.Next
            );
        }

        foreach (string table in (string[])["name", "dimension", "session"])
            connection.Execute(
                $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
            );
        Refuse(StoreAudit.Version(archive.Version, PostgresMigrations.Scripts, PostgresAdministration.Checksums(connection)));
        PostgresMigrations.Finish(connection, archive.Version);
        StoreAudit audit = new(sql => PostgresAdministration.Row(connection, sql), PostgresAdministration.User);
        Refuse(audit.Whole(""));
        return new BackupContent(
            archive.Version,
            PostgresAdministration.Row(connection, LedgerSql.Records)[0] ?? 0,
            PostgresAdministration.Row(connection, LedgerSql.Sessions(PostgresAdministration.User))[0] ?? 0
        );
    }

    /// <summary>Moves the former tables to a schema of their own and the new ones to the ledger's, with the former permissions.</summary>
    /// <returns>The schema of the former tables.</returns>
    private string Swap(PostgresConnection connection)
    {
        connection.Execute($"CREATE SCHEMA IF NOT EXISTS {server.Schema}");
        if (Dependent(connection) is { } other)
            throw new RimuruException(
                ErrorCodes.WouldReplace,
                $"{other} of {Url.Display} depends on the ledger's tables and would be lost. Drop it, restore, and create it again.",
                other
            );
        List<string> rights = Rights(connection);
        string former = leftovers.Create(connection, mark);
        Move(connection, Url.Schema, Next, former);
        Move(connection, Next, Next, server.Schema);
        foreach (string right in rights)
            connection.Execute(right);
        connection.Execute($"DROP SCHEMA {Next}");
        return former;
    }

    /// <summary>A view that depends on the ledger's tables and is not a ledger's own; null if there is none.</summary>
    private string? Dependent(PostgresConnection connection) =>
        (string?)
            connection.Scalar(
                """
                SELECT v.oid::regclass::text FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class
                    JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_namespace vn
                        ON vn.oid = v.relnamespace
                WHERE d.classid = 'pg_rewrite'::regclass AND n.nspname = $1 AND v.oid <> t.oid AND NOT (vn.nspname = $1
                    AND EXISTS (SELECT 1 FROM pg_class o JOIN pg_namespace m ON m.oid = o.relnamespace WHERE m.nspname = $2
                        AND o.relname = v.relname)) LIMIT 1
                """,
                PostgresValue.Of(Url.Schema),
                PostgresValue.Of(Next)
            );

    /// <summary>Moves those relations of a schema that another schema has too.</summary>
    private static void Move(PostgresConnection connection, string from, string names, string to)
    {
        const string Relations = """
            SELECT CASE c.relkind WHEN 'v' THEN 'VIEW ' ELSE 'TABLE ' END || format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v')
                AND EXISTS (SELECT 1 FROM pg_class o JOIN pg_namespace m ON m.oid = o.relnamespace WHERE m.nspname = $2
                    AND o.relname = c.relname) ORDER BY c.relkind = 'v', c.relname
            """;
        foreach (
            string relation in connection.Read(Relations, row => row.GetString(0), PostgresValue.Of(from), PostgresValue.Of(names)).ToList()
        )
            connection.Execute($"ALTER {relation} SET SCHEMA {to}");
    }

    /// <summary>The permissions on the former tables, as GRANT statements for tables with the same names.</summary>
    private List<string> Rights(PostgresConnection connection) =>
        [
            .. connection.Read(
                """
                SELECT format('GRANT %s ON %I.%I TO %s%s', a.privilege_type, n.nspname, c.relname, CASE a.grantee WHEN 0
                    THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) a
                WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v') AND a.grantee <> c.relowner
                  AND EXISTS (SELECT 1 FROM pg_class o JOIN pg_namespace m ON m.oid = o.relnamespace WHERE m.nspname = $2
                      AND o.relname = c.relname)
                """,
                row => row.GetString(0),
                PostgresValue.Of(Url.Schema),
                PostgresValue.Of(Next)
            ),
        ];

    /// <summary>
    /// Verifies the ledger on a connection of its own, then drops the former tables and what earlier restores left, or restores them if the
    /// check fails.
    /// </summary>
    private void Answer(BackupContent content, string former)
    {
        try
        {
            long? records = server.Retry(
                connection =>
                    PostgresMigrations.Version(connection, Url) == PostgresMigrations.Latest
                        ? PostgresAdministration.Row(connection, LedgerSql.Records)[0]
                        : null,
                stop
            );
            if (records != content.Records)
                throw FixedErrors.DatabaseConnection(
                    $"{Url.Display}: the restored ledger differs from the backup; the former ledger has been put back",
                    Url.Display
                );
        }
        catch (Exception e) when (e is RimuruException or OperationCanceledException)
        {
            Undo(former);
            throw;
        }

        // A reader may still hold a lock on a former table for a moment.
        server.Retry(
            connection =>
            {
                leftovers.RemoveLocked(connection);
                return 0;
            },
            CancellationToken.None
        );
    }

    /// <summary>Puts the former tables back. The connection of the restore holds the lock.</summary>
    private void Undo(string former) =>
        server.Retry(
            connection =>
            {
                connection.Begin();
                connection.Execute($"CREATE SCHEMA {Next}");
                Move(connection, Url.Schema, former, Next);
                Move(connection, former, former, server.Schema);
                connection.Execute($"DROP SCHEMA {Next} CASCADE");
                connection.Execute($"DROP SCHEMA {former}");
                connection.Commit();
                return 0;
            },
            CancellationToken.None
        );

    private void Refuse(StoreCheck check)
    {
        if (check.Status == CheckStatus.Failed)
            throw BackupFile.Invalid(archive.Path, check.Detail.TrimEnd('.'));
    }
}

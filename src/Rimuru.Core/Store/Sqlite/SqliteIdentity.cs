using System.Buffers.Binary;
using Rimuru.Core.Files;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>
/// Distinguishes a ledger from any other SQLite file before anything is changed: opening a file for writing may already change its journal.
/// </summary>
internal static class SqliteIdentity
{
    /// <summary>Marks the file as a Rimuru ledger: "RIMU".</summary>
    public const int ApplicationId = 0x52494D55;

    /// <summary>The tables that every version has; ledgers of early versions have no application id.</summary>
    private static readonly string[] Always = ["migration", "name", "dimension", "session", "usage", "file"];

    /// <summary>E1004: the file is a database but not a ledger. E1002: a newer Rimuru wrote it. The file is only read.</summary>
    public static void RefuseForeign(string path, CancellationToken stop)
    {
        const int HeaderBytes = 100,
            MarkAt = 68;
        if (!SqliteFile.Exists(path))
            return;
        byte[] head = RegularFile.ReadHead(path, HeaderBytes);
        if (head.Length < HeaderBytes || !head.AsSpan().StartsWith("SQLite format 3\0"u8))
            return; // empty, or not a database, which SQLite reports
        if (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(MarkAt)) == ApplicationId)
            return;

        // A ledger that is being created, one of an early version, or another file. Its journal may hold newer content.
        using UntouchedSqlite look = UntouchedSqlite.Open(path, stop);
        SqliteMigrations.RefuseForeign(look.Database);
    }

    /// <summary>True if table names and application id are those of a ledger of this version; a quick check.</summary>
    public static bool IsLedger(SqliteDatabase database, long version)
    {
        long mark = database.Number("PRAGMA application_id") ?? 0;
        if (version == 0)
            return mark is 0 or ApplicationId && database.Number("SELECT count(*) FROM sqlite_master") == 0;
        return mark == ApplicationId || (mark == 0 && Always.All(table => database.KindOf(table) is { IsPlainTable: true }));
    }

    /// <summary>
    /// A view or a trigger of the file that no ledger has; null if there is none. One would run with our permissions.
    /// </summary>
    public static string? Program(SqliteDatabase database, long version)
    {
        using SqliteStatement select = database.PrepareFresh(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'"
        );
        while (select.Step())
        {
            (string? type, string name) = (select.Text(0), select.Text(1) ?? "");
            bool isOurs = type == "view" && Views.Value.TryGetValue(name, out string? sql) && IsKnown(sql, select.Text(2));
            if (!isOurs)
                return $"{type} {name}";
        }

        return null;

        // A newer Rimuru may have changed its views, and this one asks nothing of them.
        bool IsKnown(string due, string? found) => version > SqliteMigrations.Latest || Plain(found) == due;
    }

    /// <summary>The views that the scripts create, by name.</summary>
    private static readonly Lazy<Dictionary<string, string>> Views = new(() =>
    {
        const string Create = "CREATE VIEW ";
        Dictionary<string, string> views = new(StringComparer.Ordinal);
        foreach (string statement in SqliteMigrations.Scripts.SelectMany(script => script.Sql.Split(';')).Select(Plain))
        {
            int at = statement.IndexOf(Create, StringComparison.Ordinal);
            if (at >= 0)
                views[statement[(at + Create.Length)..].Split(' ')[0]] = statement[at..];
        }

        return views;
    });

    /// <summary>How the schema of a file differs from what the scripts of its version create; null if it does not.</summary>
    public static string? Difference(SqliteDatabase database, int version)
    {
        using SqliteDatabase model = SqliteDatabase.Open(":memory:");
        SqliteMigrations.Make(model, version);
        Dictionary<string, string> due = Schema(model),
            found = Schema(database);
        foreach ((string entry, string sql) in due)
        {
            if (!found.TryGetValue(entry, out string? there))
                return $"it has no {entry}";
            if (there != sql)
                return $"its {entry} differs from a ledger's";
        }

        return found.Keys.FirstOrDefault(entry => !due.ContainsKey(entry)) is { } more ? $"it has a {more}, which no ledger has" : null;
    }

    private static Dictionary<string, string> Schema(SqliteDatabase database)
    {
        // Only SQLite itself can use such names.
        using SqliteStatement select = database.PrepareFresh(
            "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        );
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        while (select.Step())
            entries[select.Text(0) ?? ""] = Plain(select.Text(1));
        return entries;
    }

    /// <summary>SQL without its layout.</summary>
    private static string Plain(string? sql) => string.Join(' ', (sql ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

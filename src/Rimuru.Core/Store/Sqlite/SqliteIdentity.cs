using System.Buffers.Binary;
using Rimuru.Core.Files;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>
/// Tells a ledger from any other SQLite file, before anything is changed in it: to open a file for writing may already change its journal.
/// </summary>
internal static class SqliteIdentity
{
    /// <summary>Marks the file as a Rimuru ledger: "RIMU".</summary>
    public const int ApplicationId = 0x52494D55;

    /// <summary>The tables that every version has; ledgers of early versions have no mark.</summary>
    private static readonly string[] Always = ["migration", "name", "dimension", "session", "usage", "file"];

    /// <summary>E1004 where the file is a database but no ledger, E1002 where a newer Rimuru wrote it. The file is only read.</summary>
    public static void RefuseForeign(string path, CancellationToken stop)
    {
        const int HeaderBytes = 100,
            MarkAt = 68;
        if (!File.Exists(path))
            return;
        byte[] head = RegularFile.ReadHead(path, HeaderBytes);
        if (head.Length < HeaderBytes || !head.AsSpan().StartsWith("SQLite format 3\0"u8))
            return; // empty, or no database at all: SQLite says so
        if (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(MarkAt)) == ApplicationId)
            return;

        // One that is being made, one of an early version, or somebody else's: what counts may stand in its journal.
        using UntouchedSqlite look = UntouchedSqlite.Open(path, stop);
        SqliteMigrations.RefuseForeign(look.Database);
    }

    /// <summary>True where tables and mark are those of a ledger of this version, as far as a glance tells.</summary>
    public static bool IsLedger(SqliteDatabase database, long version)
    {
        long mark = database.Number("PRAGMA application_id") ?? 0;
        if (version == 0)
            return mark is 0 or ApplicationId && database.Number("SELECT count(*) FROM sqlite_master") == 0;
        return mark == ApplicationId || (mark == 0 && Always.All(table => database.KindOf(table) is { IsPlainTable: true }));
    }

    /// <summary>A view or a trigger of the file, of which ours have none: it would run in our name. Null where there is none.</summary>
    public static string? Program(SqliteDatabase database)
    {
        using SqliteStatement select = database.PrepareFresh(
            "SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1"
        );
        return select.Step() ? select.Text(0) : null;
    }

    /// <summary>How the schema of a file differs from what the scripts of its version make; null where it does not.</summary>
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
                return $"its {entry} is not that of a ledger";
        }

        return found.Keys.FirstOrDefault(entry => !due.ContainsKey(entry)) is { } more ? $"it has a {more}, which no ledger has" : null;
    }

    private static Dictionary<string, string> Schema(SqliteDatabase database)
    {
        // What SQLite keeps for itself has names that nobody else can use.
        using SqliteStatement select = database.PrepareFresh(
            "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        );
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        while (select.Step())
            entries[select.Text(0) ?? ""] = string.Join(
                ' ',
                (select.Text(1) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
        return entries;
    }
}

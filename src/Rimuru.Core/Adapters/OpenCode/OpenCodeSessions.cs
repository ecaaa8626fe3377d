using System.Globalization;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// The sessions of a database: <c>session_v2</c>, and <c>session</c>, which the migration to OpenCode 2 leaves unchanged. Either may be
/// missing.
/// </summary>
internal sealed class OpenCodeSessions
{
    private readonly OpenCodeFamily family;
    private readonly SqliteDatabase database;
    private readonly NameTable names;
    private readonly Dictionary<string, OpenCodeSession> known = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Columns, bool HasParent, bool HasTime)> tables = [];

    public OpenCodeSessions(OpenCodeFamily family, ForeignSqlite foreign, NameTable names)
    {
        (this.family, database, this.names) = (family, foreign.Database, names);
        foreach (string table in (string[])["session_v2", "session"])
        {
            HashSet<string> found = foreign.Columns(table);
            if (!found.Contains("id"))
                continue;
            string columns = ForeignSqlite.Select(
                found,
                "project_id",
                "parent_id",
                "directory",
                "title",
                "version",
                "agent",
                "time_created",
                "time_updated",
                "tokens_input",
                "tokens_output",
                "tokens_reasoning",
                "tokens_cache_read",
                "tokens_cache_write",
                "cost",
                "model"
            );
            tables.Add((table, columns, found.Contains("parent_id"), found.Contains("time_updated")));
        }
    }

    /// <summary>A session; of two rows the one that was changed last.</summary>
    public OpenCodeSession Find(string id)
    {
        if (known.TryGetValue(id, out OpenCodeSession? session))
            return session;
        session = new OpenCodeSession(new SessionRef(family.Agent, id));
        foreach ((string table, string columns, _, _) in tables)
        {
            SqliteStatement select = database.Prepare($"SELECT {columns} FROM {table} WHERE id = ?1").Bind(1, id);
            if (select.Step() && Read(select, session.Session) is var found)
                session =
                    session.UpdatedMs is null || found.UpdatedMs > session.UpdatedMs ? found.WithSumOf(session) : session.WithSumOf(found);
            select.Reset();
        }

        known.Add(id, session);
        return session;
    }

    public bool HasChildren(string id)
    {
        foreach ((string table, _, bool hasParent, _) in tables)
        {
            if (!hasParent)
                continue;
            SqliteStatement select = database.Prepare($"SELECT 1 FROM {table} WHERE parent_id = ?1 LIMIT 1").Bind(1, id);
            bool has = select.Step();
            select.Reset();
            if (has)
                return true;
        }

        return false;
    }

    /// <summary>Adds the sessions that were changed at or after a time, and returns the time of the last change.</summary>
    public long AddChanged(HashSet<string> ids, long since)
    {
        long upTo = since;
        foreach ((string table, _, _, bool hasTime) in tables)
        {
            if (!hasTime)
                continue;
            using SqliteStatement changed = database
                .PrepareFresh($"SELECT id, time_updated FROM {table} WHERE time_updated >= ?1")
                .Bind(1, since);
            while (changed.Step())
            {
                if (changed.Text(0) is { } id)
                    ids.Add(id);
                upTo = Math.Max(upTo, changed.Int64(1));
            }
        }

        return upTo;
    }

    private OpenCodeSession Read(SqliteStatement row, SessionRef session) =>
        new(session)
        {
            ProjectId = row.Text(0),
            ParentId = row.Text(1),
            Directory = names.Get(row.Blob(2)),
            Title = names.Get(row.Blob(3)),
            Version = names.Get(row.Blob(4)),
            Agent = names.Get(row.Blob(5)),
            CreatedMs = row.Int64(6) is > 0 and var created ? created : null,
            UpdatedMs = row.Int64(7) is > 0 and var updated ? updated : null,
            Sum = row.IsNull(8)
                ? null
                : new OpenCodeUsage(Count(row, 8), Count(row, 9), Count(row, 10), Count(row, 11), Count(row, 12), null),
            SumCostNano = decimal.TryParse(row.Text(13), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal usd)
                ? ReportedCost.Known(usd)
                : null,
            SumModel = ModelOf(row.Blob(14)),
        };

    private static long Count(SqliteStatement row, int column) => Math.Clamp(row.Int64(column), 0, Json.MaxTokens);

    private (string? Provider, string? Model) ModelOf(ReadOnlySpan<byte> json)
    {
        try
        {
            if (json.IsEmpty)
                return default;
            using JsonDocument model = JsonFields.Parse(json);
            return (
                model.RootElement.Text("providerID"u8, names),
                model.RootElement.Text("id"u8, names) ?? model.RootElement.Text("modelID"u8, names)
            );
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return default; // the sum counts even without a model
        }
    }
}

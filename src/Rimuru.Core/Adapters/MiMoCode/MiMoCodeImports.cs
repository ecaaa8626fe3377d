using System.Text.Json;
using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Formats;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.MiMoCode;

/// <summary>
/// The messages of other agents' sessions, such as Claude Code's, which MiMo Code copies into its database when it starts. They are those
/// agents' requests.
/// </summary>
internal sealed class MiMoCodeImports
{
    private readonly SqliteDatabase database;
    private readonly List<(string Name, string Columns)> tables = [];
    private readonly Dictionary<string, Imported> sessions = new(StringComparer.Ordinal);
    private readonly bool hasTimes;
    private HashSet<long>? times;

    public MiMoCodeImports(ForeignSqlite foreign)
    {
        database = foreign.Database;
        hasTimes = foreign.Columns("message").IsSupersetOf(["id", "session_id", "time_created"]);
        foreach (string table in (string[])["external_import", "claude_import"])
        {
            HashSet<string> found = foreign.Columns(table);
            if (found.IsSupersetOf(["session_id", "time_imported"]))
                tables.Add((table, ForeignSqlite.Select(found, "message_ids", "time_imported")));
        }
    }

    /// <summary>True if a message was imported, or is a copy of such a one in a session that was forked from an imported one.</summary>
    public bool Has(string id, OpenCodeSession session, OpenCodeMessage message)
    {
        if (tables.Count == 0)
            return false;
        long? created = message.CreatedMs ?? message.RowMs;
        if (Of(session.Session.SessionId).Has(id, created))
            return true;
        return hasTimes && created < session.CreatedMs && (times ??= Times()).Contains(created.Value);
    }

    private Imported Of(string session)
    {
        if (sessions.TryGetValue(session, out Imported? imported))
            return imported;
        sessions.Add(session, imported = new Imported());
        foreach ((string table, string columns) in tables)
        {
            using SqliteStatement row = database.PrepareFresh($"SELECT {columns} FROM {table} WHERE session_id = ?1").Bind(1, session);
            while (row.Step())
                imported.Add(row.Blob(0), row.Int64(1));
        }

        return imported;
    }

    /// <summary>When the imported messages were created: a fork's copies have new ids and the same times.</summary>
    private HashSet<long> Times()
    {
        HashSet<long> found = [];
        foreach ((string table, _) in tables)
        {
            using SqliteStatement row = database.PrepareFresh(
                $"SELECT id, session_id, time_created FROM message WHERE session_id IN (SELECT session_id FROM {table})"
            );
            while (row.Step())
            {
                if (row.Text(0) is { } id && row.Text(1) is { } session && Of(session).Has(id, row.Int64(2)))
                    found.Add(row.Int64(2));
            }
        }

        return found;
    }

    /// <summary>What is imported of one session.</summary>
    private sealed class Imported
    {
        private readonly HashSet<string> ids = new(StringComparer.Ordinal);
        private long untilMs;

        public bool Has(string id, long? createdMs) => ids.Contains(id) || createdMs < untilMs;

        /// <summary>Earlier releases did not keep the ids: what is older than the import came with it.</summary>
        public void Add(ReadOnlySpan<byte> json, long importedMs)
        {
            int known = ids.Count;
            try
            {
                if (!json.IsEmpty)
                {
                    using JsonDocument list = JsonFields.Parse(json);
                    ids.UnionWith(list.RootElement.Items().Select(JsonFields.Text).OfType<string>());
                }
            }
            catch (Exception e) when (Json.IsDefect(e))
            {
                // The ids are as good as not kept.
            }

            if (ids.Count == known)
                untilMs = Math.Max(untilMs, importedMs);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>
/// Reads the sessions that have changed since the last read. The nodes of one are a forest: a message has a node in every branch, and more
/// after each compaction.
/// </summary>
internal sealed class DevinDatabaseReader : FileLogReader
{
    /// <summary>Larger nodes have content that no message of a model has.</summary>
    private const long LargestNode = 64 << 20;

    private readonly NameTable names = new();
    private readonly HashSet<RecordKey> former = [];
    private readonly HashSet<RecordKey> states = [];
    private long malformed;

    public DevinDatabaseReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader reader = new(state);
        for (long i = reader.Number(); i > 0; i--)
            former.Add(reader.Key());
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        HashSet<string> nodes = foreign.Columns("message_nodes"),
            known = foreign.Columns("sessions");
        if (!nodes.IsSupersetOf(["session_id", "chat_message"]))
            return;
        Dictionary<string, Facts> sessions = known.Contains("id") ? ReadSessions(database, known) : [];
        string select = ForeignSqlite.Select(nodes, "chat_message", "created_at", "node_id");
        using SqliteStatement session = database.PrepareFresh(
            "SELECT session_id, max(rowid), count(*) FROM message_nodes GROUP BY session_id"
        );
        using SqliteStatement row = database.PrepareFresh(
            $"SELECT {select} FROM message_nodes WHERE session_id = ?1 AND octet_length(chat_message) <= {LargestNode} ORDER BY rowid"
        );
        while (session.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (session.Text(0) is not { } stored || NameTable.Clean(stored) is not { } id)
                continue;
            Facts facts = sessions.GetValueOrDefault(stored) ?? new Facts(null, null, null, null, null);
            RecordKey state = StateOf(id, session.Int64(1), session.Int64(2), facts);
            states.Add(state);
            if (!former.Contains(state))
                ReadSession(row.Bind(1, stored), id, facts, sink, stop);
            row.Reset();
        }
    }

    public override void Finish(RowSink sink) => sink.Batch.MalformedLines = malformed;

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add(states.Count);
        foreach (RecordKey key in states)
            state.Add(key);
        return state.ToArray();
    }

    private static Dictionary<string, Facts> ReadSessions(SqliteDatabase database, HashSet<string> columns)
    {
        Dictionary<string, Facts> sessions = new(StringComparer.Ordinal);
        string select = ForeignSqlite.Select(columns, "id", "title", "working_directory", "model", "created_at", "last_activity_at");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM sessions");
        while (row.Step())
        {
            if (row.Text(0) is { } id)
                sessions[id] = new Facts(
                    NameTable.Clean(row.Text(1)),
                    NameTable.Clean(row.Text(2)),
                    NameTable.Clean(row.Text(3)),
                    TimeOf(row, 4),
                    row.Text(5)
                );
        }

        return sessions;
    }

    private void ReadSession(SqliteStatement row, string id, Facts facts, RowSink sink, CancellationToken stop)
    {
        SessionRow session = new(new SessionRef(DevinIdentity.Agent, id)) { Title = facts.Title, WorkingDirectory = facts.Folder };
        if (facts.CreatedMs is { } created)
            session.Seen(created);
        HashSet<string> prompts = new(StringComparer.Ordinal);
        bool hasRequests = false;
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                using JsonDocument document = JsonFields.Parse(row.Utf8(0));
                hasRequests |= Take(document.RootElement, row, session, facts, prompts, sink);
            }
            catch (Exception e) when (Json.IsDefect(e))
            {
                malformed++;
            }
        }

        if (prompts.Count > 0)
            session.Turns = prompts.Count;
        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
        if (hasRequests)
            sink.Batch.Lineages.Add(DevinSources.OfSession(id));
    }

    /// <summary>True for a request.</summary>
    private bool Take(JsonElement message, SqliteStatement row, SessionRow session, Facts facts, HashSet<string> prompts, RowSink sink)
    {
        JsonElement about = message.Get("metadata"u8);
        string? id = message.Text("message_id"u8, names),
            node = row.Text(2);
        bool isUsers = about.Flag("is_user_input"u8) == true;

        // The column tells when the node was written, which is later for a copy.
        long ms = about.Time("created_at"u8) ?? TimeOf(row, 1) ?? sink.FileModifiedMs;
        if (!(ms < facts.CreatedMs))
            session.Seen(ms);
        if (isUsers && message.Is("role"u8, "user"))
            prompts.Add(id ?? $"node {node}");
        if (isUsers || !message.Is("role"u8, "assistant"))
            return false;
        TokenUsage tokens = DevinUsage.OfMetadata(about, sink);
        Credits credits = DevinUsage.CreditsOf(about);
        if (tokens.IsZero && credits.Unit is null)
            return false;
        sink.Add(
            new UsageRow
            {
                Key = DevinIdentity.OfMessage(session.Session.SessionId, id, about.Text("request_id"u8, names), node),
                Rank = new Rank(tokens.Total, credits.Nano),

                // A fork copies the messages of an older session.
                OwnerRank = new Rank(facts.CreatedMs is { } created ? -created : long.MinValue, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = DevinUsage.ModelOf(about, names) ?? facts.Model,
                Credits = credits,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
        return true;
    }

    /// <summary>A session that is the same in all of this is not read again.</summary>
    private static RecordKey StateOf(string id, long lastRow, long rows, Facts facts) =>
        RecordKey.Of(
            DevinIdentity.Session,
            string.Create(CultureInfo.InvariantCulture, $"{id}\n{lastRow}\n{rows}\n{facts.Activity}\n{facts.Title}\n{facts.Folder}")
        );

    private static long? TimeOf(SqliteStatement row, int column) => Timestamps.TryParse(row.Utf8(column), out long ms) ? ms : null;

    private sealed record Facts(string? Title, string? Folder, string? Model, long? CreatedMs, string? Activity);
}

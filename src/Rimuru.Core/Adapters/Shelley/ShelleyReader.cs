using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Shelley;

/// <summary>Reads the messages of all conversations. A fork copies messages, each of which names its origin.</summary>
internal sealed class ShelleyReader : FileLogReader
{
    private const int DeepestFork = 64;

    private readonly NameTable names = new();
    private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        HashSet<string> messages = foreign.Columns("messages"),
            conversations = foreign.Columns("conversations");
        if (!messages.IsSupersetOf(["message_id", "conversation_id", "usage_data"]))
            return;
        if (conversations.Contains("conversation_id"))
            ReadConversations(database, conversations);
        ReadPlaces(database, messages);
        string[] columns = ["message_id", "conversation_id", "usage_data", "other_usage_data", "model_name", "created_at"];
        using SqliteStatement row = database.PrepareFresh($"SELECT {ForeignSqlite.Select(messages, columns)} FROM messages");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(0) is { } id && NameTable.Clean(row.Text(1)) is { } session)
                Take(id, SessionOf(session), row, sink);
        }
    }

    public override void Finish(RowSink sink) => sink.Batch.Sessions.AddRange(sessions.Values.Where(session => session.LastMs is not null));

    public override byte[] Save() => [];

    private void ReadConversations(SqliteDatabase database, HashSet<string> columns)
    {
        string select = ForeignSqlite.Select(columns, "conversation_id", "slug", "cwd", "parent_conversation_id");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM conversations");
        while (row.Step())
        {
            if (NameTable.Clean(row.Text(0)) is not { } id)
                continue;
            SessionRow session = SessionOf(id);
            session.Title = NameTable.Clean(row.Text(1));
            session.WorkingDirectory = NameTable.Clean(row.Text(2));
            session.ParentSessionId = NameTable.Clean(row.Text(3));
        }
    }

    private void ReadPlaces(SqliteDatabase database, HashSet<string> columns)
    {
        string select = ForeignSqlite.Select(columns, "message_id", "conversation_id", "forked_from_message_id");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM messages");
        while (row.Step())
        {
            if (row.Text(0) is { } id && NameTable.Clean(row.Text(1)) is { } session)
                places[id] = new Place(session, row.Text(2));
        }
    }

    private SessionRow SessionOf(string id)
    {
        if (!sessions.TryGetValue(id, out SessionRow? session))
            sessions.Add(id, session = new SessionRow(new SessionRef(ShelleyIdentity.Agent, id)));
        return session;
    }

    private void Take(string id, SessionRow session, SqliteStatement row, RowSink sink)
    {
        long ms = Timestamps.TryParse(row.Utf8(5), out long at) ? at : sink.FileModifiedMs;
        session.Seen(ms);
        (string origin, string place) = OriginOf(id, session.Session.SessionId);
        UsageRow common = new()
        {
            OwnerRank = new Rank(origin == id ? 1 : 0, 0),
            UnixMs = ms,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Model = NameTable.Clean(row.Text(4)),
            Session = session.Session,
            Folder = session.WorkingDirectory,
        };
        Add(common with { Key = ShelleyIdentity.OfMessage(place, origin) }, row, 2, static root => [root], sink);
        int index = 0;
        Add(
            common with
            {
                Key = ShelleyIdentity.OfOther(place, origin, index),
            },
            row,
            3,
            static root => root.Items(),
            sink,
            () => ShelleyIdentity.OfOther(place, origin, ++index)
        );
    }

    private void Add(
        UsageRow common,
        SqliteStatement row,
        int column,
        Func<JsonElement, IEnumerable<JsonElement>> usages,
        RowSink sink,
        Func<RecordKey>? next = null
    )
    {
        if (row.IsNull(column))
            return;
        try
        {
            using JsonDocument document = JsonFields.Parse(row.Utf8(column));
            foreach (JsonElement usage in usages(document.RootElement))
            {
                TokenUsage tokens = ShelleyUsage.Of(usage, sink);
                if (!tokens.IsZero)
                    sink.Add(
                        common with
                        {
                            Rank = new Rank(tokens.Output, common.OwnerRank.High),
                            Tokens = tokens,
                            Model = usage.Text("model"u8, names) ?? common.Model,
                            ReportedNano = usage.Nano("cost_usd"u8),
                        }
                    );
                common.Key = next?.Invoke() ?? common.Key;
            }
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            sink.Batch.MalformedLines++;
        }
    }

    /// <summary>The message that a copy was made from, and its conversation.</summary>
    private (string Id, string Session) OriginOf(string id, string session)
    {
        for (int depth = 0; depth < DeepestFork && places.TryGetValue(id, out Place place); depth++)
        {
            session = place.Session;
            if (string.IsNullOrEmpty(place.ForkedFrom))
                break;
            id = place.ForkedFrom;
        }

        return (id, session);
    }

    private readonly record struct Place(string Session, string? ForkedFrom);
}

using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.ForgeCode;

/// <summary>Reads the conversations: their messages, and the sums that stand for the messages that a compaction took away.</summary>
internal sealed class ForgeCodeReader : FileLogReader
{
    private readonly NameTable names = new();
    private readonly Dictionary<string, Dictionary<RecordKey, ForgeCodeCount>> known = new(StringComparer.Ordinal);

    public ForgeCodeReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        for (long left = saved.Number(); left > 0; left--)
        {
            Dictionary<RecordKey, ForgeCodeCount> messages = MessagesOf(saved.Text() ?? "");
            for (long count = saved.Number(); count > 0; count--)
                messages[saved.Key()] = new ForgeCodeCount(saved.Tokens(), saved.Number());
        }
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        HashSet<string> columns = foreign.Columns("conversations");
        if (!columns.IsSupersetOf(["conversation_id", "context"]))
            return;
        string select = ForeignSqlite.Select(columns, "conversation_id", "title", "context", "created_at", "updated_at");
        using SqliteStatement row = foreign.Database.PrepareFresh($"SELECT {select} FROM conversations");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameTable.Clean(row.Text(0)) is { } id && !row.IsNull(2))
                Take(id, row, sink);
        }
    }

    public override void Finish(RowSink sink) { }

    /// <summary>A compaction takes messages out of a conversation, which its sum still has.</summary>
    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add((long)known.Count);
        foreach ((string id, Dictionary<RecordKey, ForgeCodeCount> messages) in known)
        {
            state.Add(id).Add((long)messages.Count);
            foreach ((RecordKey key, ForgeCodeCount count) in messages)
                state.Add(key).Add(count.Tokens).Add(count.Nano);
        }

        return state.ToArray();
    }

    private Dictionary<RecordKey, ForgeCodeCount> MessagesOf(string id)
    {
        if (!known.TryGetValue(id, out Dictionary<RecordKey, ForgeCodeCount>? messages))
            known.Add(id, messages = []);
        return messages;
    }

    private void Take(string id, SqliteStatement row, RowSink sink)
    {
        try
        {
            using JsonDocument document = JsonFields.Parse(row.Utf8(2));
            SessionRow session = new(new SessionRef(ForgeCodeIdentity.Agent, id)) { Title = NameTable.Clean(row.Text(1)) };
            long ms = TimeOf(row, 3) ?? TimeOf(row, 4) ?? sink.FileModifiedMs;
            session.Seen(ms);
            session.Seen(TimeOf(row, 4) ?? ms);
            sink.Batch.Sessions.Add(session);
            AddMessages(document.RootElement, session, ms, sink);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            sink.Batch.MalformedLines++;
        }
    }

    private void AddMessages(JsonElement context, SessionRow session, long ms, RowSink sink)
    {
        string id = session.Session.SessionId;
        Dictionary<RecordKey, ForgeCodeCount> messages = MessagesOf(id);
        Dictionary<RecordKey, int> twins = [];
        ForgeCodeCount sum = default;
        string? latest = null;
        foreach (JsonElement entry in context.Get("messages"u8).Items())
        {
            JsonElement text = entry.Get("message"u8).Get("text"u8),
                usage = entry.Get("usage"u8);
            string? model = text.Text("model"u8, names);
            latest = model ?? latest;
            ForgeCodeCount count = ForgeCodeCount.Of(usage, sink);
            sum += count;
            if (count.Tokens.IsZero || text.Is("role"u8, "User"))
                continue;
            RecordKey first = ForgeCodeIdentity.OfMessage(id, model, count.Tokens, 0);
            int twin = twins.GetValueOrDefault(first);
            twins[first] = twin + 1;
            RecordKey key = twin == 0 ? first : ForgeCodeIdentity.OfMessage(id, model, count.Tokens, twin);
            messages[key] = count;
            sink.Add(RowOf(key, count, session, model, ms) with { Rank = new Rank(count.Tokens.Output, 0) });
        }

        ForgeCodeCount rest = sum.Beyond(messages.Values.Aggregate(default(ForgeCodeCount), (all, message) => all + message));
        if (rest.Tokens.IsZero)
            return;

        // The later sum is the larger; of two readings of one sum the one that knows more messages leaves less.
        sink.Add(
            RowOf(ForgeCodeIdentity.OfRest(id), rest, session, latest, ms) with
            {
                Rank = new Rank(sum.Tokens.Total, -rest.Tokens.Total),
                Evidence = UsageEvidence.Partial,
                Terms = PriceTerms.Sum,
            }
        );
    }

    private static UsageRow RowOf(RecordKey key, ForgeCodeCount count, SessionRow session, string? model, long ms) =>
        new()
        {
            Key = key,
            UnixMs = ms,
            Tokens = count.Tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Model = model,
            ReportedNano = count.Nano > 0 ? new NanoUsd(count.Nano) : null,
            Session = session.Session,
        };

    private static long? TimeOf(SqliteStatement row, int column) => Timestamps.TryParse(row.Utf8(column), out long ms) ? ms : null;
}

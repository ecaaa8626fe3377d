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
    private readonly List<Conversation> conversations = [];

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

        foreach (
            IGrouping<string, Conversation> clones in conversations.GroupBy(conversation => conversation.Origin, StringComparer.Ordinal)
        )
            AddRest([.. clones.OrderBy(conversation => conversation.ChangedMs)], sink);
    }

    public override void Finish(RowSink sink) { }

    /// <summary>A compaction takes messages out of a conversation, which its sum still has.</summary>
    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add((long)known.Count);
        foreach ((string origin, Dictionary<RecordKey, ForgeCodeCount> messages) in known)
        {
            state.Add(origin).Add((long)messages.Count);
            foreach ((RecordKey key, ForgeCodeCount count) in messages)
                state.Add(key).Add(count.Tokens).Add(count.Nano);
        }

        return state.ToArray();
    }

    private Dictionary<RecordKey, ForgeCodeCount> MessagesOf(string origin)
    {
        if (!known.TryGetValue(origin, out Dictionary<RecordKey, ForgeCodeCount>? messages))
            known.Add(origin, messages = []);
        return messages;
    }

    private void Take(string id, SqliteStatement row, RowSink sink)
    {
        try
        {
            using JsonDocument document = JsonFields.Parse(row.Utf8(2));
            SessionRow session = new(new SessionRef(ForgeCodeIdentity.Agent, id)) { Title = NameTable.Clean(row.Text(1)) };
            long ms = TimeOf(row, 3) ?? TimeOf(row, 4) ?? sink.FileModifiedMs,
                changed = TimeOf(row, 4) ?? ms;
            session.Seen(ms);
            session.Seen(changed);
            sink.Batch.Sessions.Add(session);
            string origin = ForgeCodeIdentity.OriginOf(id, NameTable.Clean(row.Text(3)));
            AddMessages(document.RootElement, new Conversation(session.Session, origin, ms, changed), sink);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            sink.Batch.MalformedLines++;
        }
    }

    private void AddMessages(JsonElement context, Conversation conversation, RowSink sink)
    {
        string id = conversation.Session.SessionId;
        Dictionary<RecordKey, ForgeCodeCount> messages = MessagesOf(conversation.Origin);
        Dictionary<RecordKey, int> twins = [];
        ForgeCodeCount sum = default,
            own = default;
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
            RecordKey first = ForgeCodeIdentity.OfMessage(conversation.Origin, model, count.Tokens, 0);
            int twin = twins.GetValueOrDefault(first);
            twins[first] = twin + 1;
            RecordKey key = twin == 0 ? first : ForgeCodeIdentity.OfMessage(conversation.Origin, model, count.Tokens, twin);
            messages[key] = count;
            own += count;
            if (conversation.Origin != id && sink.HasOlderRecords)
                Replace(id, ForgeCodeIdentity.OfMessage(id, model, count.Tokens, twin), sink);
            sink.Add(RowOf(key, count, conversation, model) with { Rank = new Rank(count.Tokens.Output, 0) });
        }

        if (conversation.Origin != id && sink.HasOlderRecords)
            Adopt(id, messages, sink);
        conversations.Add(conversation with { Sum = sum, HasSummary = !sum.Beyond(own).Tokens.IsZero, LatestModel = latest });
    }

    /// <summary>A former version of the reader knew the message by the conversation's own id.</summary>
    private void Replace(string id, RecordKey former, RowSink sink)
    {
        sink.Batch.Replaced.Add(former);
        known.GetValueOrDefault(id)?.Remove(former);
    }

    /// <summary>Messages that are gone keep the keys that they have in the ledger.</summary>
    private void Adopt(string id, Dictionary<RecordKey, ForgeCodeCount> messages, RowSink sink)
    {
        sink.Batch.Replaced.Add(ForgeCodeIdentity.OfRest(id));
        if (!known.Remove(id, out Dictionary<RecordKey, ForgeCodeCount>? gone))
            return;
        foreach ((RecordKey key, ForgeCodeCount count) in gone)
            messages[key] = count;
    }

    /// <summary>A message that one conversation has lost may still be in its clone: only what none of them has is left.</summary>
    private void AddRest(Conversation[] clones, RowSink sink)
    {
        Conversation latest = clones.MaxBy(conversation => conversation.Sum.Tokens.Total)!;
        ForgeCodeCount parts = MessagesOf(latest.Origin).Values.Aggregate(default(ForgeCodeCount), (all, message) => all + message),
            rest = latest.Sum.Beyond(parts);
        if (rest.Tokens.IsZero)
            return;

        // The later sum is the larger; of two readings of one sum the one that knows more messages leaves less.
        Conversation owner = Array.Find(clones, conversation => conversation.HasSummary) ?? latest;
        sink.Add(
            RowOf(ForgeCodeIdentity.OfRest(latest.Origin), rest, owner, latest.LatestModel) with
            {
                Rank = new Rank(latest.Sum.Tokens.Total, -rest.Tokens.Total),
                Evidence = UsageEvidence.Partial,
                Terms = PriceTerms.Sum,
            }
        );
    }

    private static UsageRow RowOf(RecordKey key, ForgeCodeCount count, Conversation conversation, string? model) =>
        new()
        {
            Key = key,

            // A clone begins with the messages of a conversation that changed before it.
            OwnerRank = new Rank(-conversation.ChangedMs, 0),
            UnixMs = conversation.CreatedMs,
            Tokens = count.Tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Model = model,
            ReportedNano = count.Nano > 0 ? new NanoUsd(count.Nano) : null,
            Session = conversation.Session,
        };

    private static long? TimeOf(SqliteStatement row, int column) => Timestamps.TryParse(row.Utf8(column), out long ms) ? ms : null;

    private sealed record Conversation(SessionRef Session, string Origin, long CreatedMs, long ChangedMs)
    {
        public ForgeCodeCount Sum { get; init; }

        /// <summary>True if a compaction has replaced messages by a summary, which has the sum of their usage.</summary>
        public bool HasSummary { get; init; }

        /// <summary>The model of the last message that names one.</summary>
        public string? LatestModel { get; init; }
    }
}

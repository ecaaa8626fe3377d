using System.Globalization;
using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>Reads a thread: its ledger of usage where it has one, else what its messages tell.</summary>
internal sealed class AmpReader : FileLogReader
{
    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement;
        SessionRow session = new(new SessionRef(AmpIdentity.Agent, root.Text("id"u8, names) ?? Path.GetFileNameWithoutExtension(path)))
        {
            Title = root.Text("title"u8, names),
        };
        if (root.Time("created"u8) is { } created)
            session.Seen(created);
        foreach (JsonElement tree in root.Get("env"u8).Get("initial"u8).Get("trees"u8).Items())
        {
            if (tree.Text("uri"u8, names) is { } uri && Uri.TryCreate(uri, UriKind.Absolute, out Uri? folder) && folder.IsFile)
                session.WorkingDirectory ??= folder.LocalPath;
        }

        List<AmpMessage> messages = [.. Messages(root, session, sink)];
        JsonElement[] events = [.. root.Get("usageLedger"u8).Get("events"u8).Items()];
        IEnumerable<RecordKey> keys = [];
        if (events.Length == 0)
        {
            foreach (AmpMessage message in messages)
                Add(message.Key, 1, message.Tokens, message.Model, message.UnixMs, session, sink);
        }
        else
        {
            keys = ReadLedger(events, messages, session, sink);
        }

        sink.Batch.Lineages.Add(LineageOf(session, AmpSource.Messages, messages.Select(message => message.Key)));
        sink.Batch.Lineages.Add(LineageOf(session, AmpSource.Ledger, keys));

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private IEnumerable<AmpMessage> Messages(JsonElement root, SessionRow session, RowSink sink)
    {
        int order = 0;
        long? lastMs = null;
        foreach (JsonElement message in root.Get("messages"u8).Items())
        {
            order++;
            JsonElement usage = message.Get("usage"u8),
                state = message.Get("state"u8);
            long? time = usage.Time("timestamp"u8) ?? message.Time("timestamp"u8) ?? message.Get("meta"u8).Time("sentAt"u8);
            if (time is { } known)
                session.Seen(known);
            lastMs = time ?? lastMs;
            if (message.Is("role"u8, "user"))
            {
                session.End = SessionEnd.OpenTurn;
                if (!message.Get("content"u8).Items().Any(part => part.Is("type"u8, "tool_result")))
                    session.Turns = (session.Turns ?? 0) + 1;
            }

            if (!message.Is("role"u8, "assistant"))
                continue;
            session.End = EndOf(state);
            TokenUsage tokens = AmpUsage.OfMessage(usage, sink);
            if (tokens.IsZero)
                continue;
            string? id = IdOf(message.Get("messageId"u8));
            RecordKey key = AmpIdentity.OfMessage(session.Session.SessionId, id, order);
            ToolCalls.Add(message.Get("content"u8), key, "tool_use", names, sink);
            yield return new AmpMessage(
                id,
                key,
                tokens,
                usage.Text("model"u8, names) ?? message.Text("model"u8, names),
                lastMs ?? session.LastMs ?? sink.FileModifiedMs
            );
        }
    }

    /// <summary>
    /// Emits the rows of the usage ledger, and of messages older than it. Any other message without an event does not count until it has
    /// one: the event may be written later than the message.
    /// </summary>
    private List<RecordKey> ReadLedger(JsonElement[] events, List<AmpMessage> messages, SessionRow session, RowSink sink)
    {
        AmpPairs pairs = new(messages);
        List<RecordKey> keys = [];
        int order = 0;
        long? firstMs = null,
            lastMs = session.FirstMs;
        foreach (JsonElement entry in events)
        {
            order++;
            long? time = entry.Time("timestamp"u8);
            if (time is { } known)
                session.Seen(known);
            string? model = entry.Text("model"u8, names);
            AmpMessage? named = null,
                message;
            if (IdOf(entry.Get("toMessageId"u8)) is { } to)
                message = named = pairs.Named(to);
            else
                message = pairs.Alike(AmpUsage.OfEvent(entry.Get("tokens"u8), default, sink), model);
            TokenUsage used = AmpUsage.OfEvent(entry.Get("tokens"u8), message?.Tokens ?? default, sink);
            if (used.IsZero)
                continue;
            firstMs ??= time;
            lastMs = time ?? message?.UnixMs ?? lastMs;

            // One row per message: the event replaces what was read before there was a ledger.
            RecordKey key =
                named is not null && pairs.Take(named)
                    ? named.Key
                    : AmpIdentity.OfEvent(session.Session.SessionId, entry.Text("id"u8, names), order);
            keys.Add(key);
            Add(key, 2, used, model ?? message?.Model, lastMs ?? session.LastMs ?? sink.FileModifiedMs, session, sink);
        }

        foreach (AmpMessage message in pairs.OlderThan(firstMs))
        {
            keys.Add(message.Key);
            Add(message.Key, 1, message.Tokens, message.Model, message.UnixMs, session, sink);
        }

        return keys;
    }

    private static SessionEnd EndOf(JsonElement state)
    {
        if (state.Is("type"u8, "cancelled"))
            return SessionEnd.Cancelled;
        return state.Is("stopReason"u8, "tool_use") ? SessionEnd.OpenTurn : SessionEnd.Completed;
    }

    private static Lineage LineageOf(SessionRow session, byte source, IEnumerable<RecordKey> rows) =>
        new()
        {
            Agent = AmpIdentity.Agent,
            Thread = session.Session.Key,
            Source = source,
            Content = [.. rows.SelectMany(row => row.ToArray())],
        };

    private static void Add(RecordKey key, long rank, TokenUsage tokens, string? model, long ms, SessionRow session, RowSink sink) =>
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(rank, tokens.Total),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = model,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );

    /// <summary>Ids of messages are numbers, or text.</summary>
    private string? IdOf(JsonElement id) =>
        id.ValueKind switch
        {
            JsonValueKind.Number when id.TryGetInt64(out long number) => number.ToString(CultureInfo.InvariantCulture),
            JsonValueKind.String => names.Get(Encoding.UTF8.GetBytes(id.GetRawText())),
            _ => null,
        };
}

using System.Text;
using System.Text.Json;
using Rimuru.Core.Ingest;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>Reads a session log of Pi.</summary>
internal sealed class PiReader : LineLogReader
{
    private const string Agent = "Pi";

    private readonly NameTable names = new();
    private SessionRow session;
    private long createdMs;
    private bool isNamed;

    public PiReader(string path, ReadOnlySpan<byte> state)
    {
        session = new SessionRow(new SessionRef(Agent, PiLocations.IdOf(path)));
        if (!state.IsEmpty) Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        long? time = root.Time("timestamp"u8);

        // A fork's copied entries keep their times: the session's own life begins with its head.
        if (time is { } ms && ms >= createdMs) session.Seen(ms);
        if (root.Is("type"u8, "session")) Head(root, time);
        else if (root.Is("type"u8, "session_info")) session.Title = root.Text("name"u8, names) ?? session.Title;
        else if (root.Is("type"u8, "message")) Message(root, root.Get("message"u8), time, sink);
    }

    public override void Finish(RowSink sink) => sink.Batch.Sessions.Add(session);

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(session.Session.SessionId).Add(session.ParentSessionId).Add(session.WorkingDirectory).Add((long)session.End).Add(session.Turns).Add(createdMs).Add(isNamed).ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        session = new SessionRow(new SessionRef(Agent, state.Text()!)) { ParentSessionId = state.Text(), WorkingDirectory = state.Text(), End = (SessionEnd)state.Number(), Turns = state.OptionalNumber() };
        createdMs = state.Number();
        isNamed = state.Flag();
    }

    private void Head(JsonElement root, long? time)
    {
        if (isNamed) return;
        isNamed = true;
        createdMs = time ?? 0;
        session = new SessionRow(new SessionRef(Agent, root.Text("id"u8, names) ?? session.Session.SessionId))
        {
            WorkingDirectory = root.Text("cwd"u8, names),
            ParentSessionId = root.Text("parentSession"u8, names) is { } parent ? PiLocations.IdOf(parent) : null,
            FirstMs = time,
            LastMs = time,
        };
    }

    private void Message(JsonElement root, JsonElement message, long? time, RowSink sink)
    {
        if (message.Is("role"u8, "user"))
        {
            session.End = SessionEnd.OpenTurn;
            if (!(time < createdMs)) session.Turns = (session.Turns ?? 0) + 1;
        }

        if (!message.Is("role"u8, "assistant")) return;
        session.End = message.Is("stopReason"u8, "toolUse") ? SessionEnd.OpenTurn
            : message.Is("stopReason"u8, "aborted") ? SessionEnd.Cancelled
            : message.Is("stopReason"u8, "error") ? SessionEnd.Failed
            : SessionEnd.Completed;
        JsonElement usage = message.Get("usage"u8);

        // One number for both lives of a cache entry: the short one. The output holds the reasoning and does not tell it.
        TokenUsage tokens = new(
            usage.Tokens("input"u8, sink), usage.Tokens("cacheRead"u8, sink), usage.Tokens("cacheWrite"u8, sink), 0, usage.Tokens("output"u8, sink), 0);
        if (tokens.IsZero) return;
        long ms = time ?? message.Time("timestamp"u8) ?? session.LastMs ?? sink.FileModifiedMs;
        string? response = message.Text("responseId"u8, names);

        // An entry's own id has eight digits and meets its like in another session; a fork's copy keeps its time too.
        RecordKey key = response is not null
            ? RecordKey.Of(KeySpace.PiResponse, Encoding.UTF8.GetBytes(response))
            : RecordKey.Of(KeySpace.PiEntry, Encoding.UTF8.GetBytes($"{root.Text("id"u8, names) ?? session.Session.SessionId}\n{ms}\n{tokens.Input}\n{tokens.CacheRead}\n{tokens.CacheWrite5m}\n{tokens.Output}"));
        sink.Add(new UsageRow
        {
            Key = key,
            Rank = new Rank(tokens.Output, ms),

            // Whoever has a copy began later than the session that made the request.
            OwnerRank = new Rank(createdMs == 0 ? long.MinValue : -createdMs, session.Session.Tie),
            UnixMs = ms,
            Tokens = tokens,
            Requests = 1,
            Evidence = session.End is SessionEnd.Cancelled or SessionEnd.Failed ? UsageEvidence.Partial : UsageEvidence.Recorded,
            Provider = message.Text("provider"u8, names),
            Model = message.Text("model"u8, names),
            ReportedNano = usage.Get("cost"u8).Nano("total"u8),
            Session = session.Session,
            Folder = session.WorkingDirectory,
        });
    }
}

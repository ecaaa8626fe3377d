using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>A chat, message by message; both forms of the file have the same messages.</summary>
internal sealed class GeminiCliChat(string path)
{
    private readonly NameTable names = new();
    private readonly Dictionary<string, SessionRow> children = new(StringComparer.Ordinal);
    private readonly HashSet<long> asked = [];
    private string? model;
    private long order;
    private long? startMs;
    private long? messageMs;

    public SessionRow Session { get; private set; } = Of(path, Path.GetFileNameWithoutExtension(path));

    /// <summary>The latest time in the file so far.</summary>
    public long LastMs { get; private set; }

    /// <summary>Reads the session's facts from the head of the file or from a <c>$set</c> line.</summary>
    public void Head(JsonElement head)
    {
        if (head.Text("sessionId"u8, names) is { } id && id != Session.Session.SessionId)
            Session = new SessionRow(new SessionRef(GeminiCliIdentity.Agent, id))
            {
                ParentSessionId = Session.ParentSessionId,
                WorkingDirectory = Session.WorkingDirectory,
                FirstMs = Session.FirstMs,
                LastMs = Session.LastMs,
                End = Session.End,
            };
        Session.Title = head.Text("summary"u8, names) ?? Session.Title;
        model = head.Text("model"u8, names) ?? model;
        foreach (JsonElement folder in head.Get("directories"u8).Items())
        {
            if (folder.Text() is { } named)
                Session.WorkingDirectory ??= names.Get(Encoding.UTF8.GetBytes(named));
        }

        if ((head.Time("startTime"u8) ?? head.Time("createdAt"u8)) is { } start)
        {
            Session.Seen(start);
            startMs ??= start;
        }

        if (head.Time("lastUpdated"u8) is { } updated)
            Seen(updated);
        foreach (JsonElement message in head.Get("messages"u8).Items())
            Pending.Add(message);
    }

    /// <summary>Messages in a head; they are read after the rest of it.</summary>
    public List<JsonElement> Pending { get; } = [];

    public void TakePending(RowSink sink)
    {
        foreach (JsonElement message in Pending)
            Message(message, sink);
        Pending.Clear();
    }

    public void Message(JsonElement message, RowSink sink)
    {
        order++;
        long? time = message.Time("timestamp"u8);
        if (time is { } known)
        {
            Seen(known);
            messageMs = known;
        }

        bool isModel = message.Is("type"u8, "gemini"),
            hasTools = message.Get("toolCalls"u8).Items().Any();
        if (isModel)
            Session.End = hasTools ? SessionEnd.OpenTurn : SessionEnd.Completed;
        else if (message.Is("type"u8, "user"))
            Ask(message, time);
        else if (message.Is("type"u8, "error"))
            Session.End = SessionEnd.Failed;
        if (!isModel)
            return;
        if (hasTools)
            NameChildren(message);
        TokenUsage tokens = GeminiCliUsage.Of(message.Get("tokens"u8), sink);
        if (tokens.IsZero)
            return;
        RecordKey key = GeminiCliIdentity.OfMessage(Session.Session.SessionId, message.Text("id"u8, names), order);
        ToolCalls.Add(message.Get("toolCalls"u8), key, null, names, sink);
        sink.Add(
            new UsageRow
            {
                Key = key,

                // The last line of a message counts; if two files have it, the one that was written last.
                Rank = new Rank(LastMs, order),

                // A copy's first messages are as old as the original's: when its own file began tells who copied.
                OwnerRank = new Rank(-(startMs ?? Session.FirstMs ?? LastMs), Session.Session.Tie),
                UnixMs = messageMs ?? startMs ?? (LastMs > 0 ? LastMs : sink.FileModifiedMs),
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = message.Text("model"u8, names) ?? model,
                Session = Session.Session,
                SubAgent = Session.ParentSessionId is null ? null : "subagent",
                Folder = Session.WorkingDirectory,
            }
        );
    }

    public void Finish(RowSink sink)
    {
        Session.Turns = asked.Count > 0 ? asked.Count : null;
        sink.Batch.Sessions.Add(Session);
        sink.Batch.Sessions.AddRange(children.Values);
    }

    public void Save(StateWriter state)
    {
        state
            .Add(Session.Session.SessionId)
            .Add(Session.WorkingDirectory)
            .Add(Session.FirstMs)
            .Add((long)Session.End)
            .Add(model)
            .Add(order)
            .Add(LastMs)
            .Add(startMs)
            .Add(messageMs)
            .Add(asked.Count);
        foreach (long message in asked)
            state.Add(message);
    }

    public void Restore(StateReader state)
    {
        Session = Of(path, state.Text()!);
        Session.WorkingDirectory = state.Text();
        Session.FirstMs = state.OptionalNumber();
        Session.End = (SessionEnd)state.Number();
        model = state.Text();
        order = state.Number();
        LastMs = state.Number();
        startMs = state.OptionalNumber();
        messageMs = state.OptionalNumber();
        for (long i = state.Number(); i > 0; i--)
            asked.Add(state.Number());
    }

    /// <summary>
    /// Counts a user's message; a repeated history has it again. Tool results and the agent's description of the machine are also logged as
    /// user messages.
    /// </summary>
    private void Ask(JsonElement message, long? time)
    {
        Session.End = SessionEnd.OpenTurn;
        if (message.Get("content"u8).Items().Any(part => part.Has("functionResponse"u8) || IsContext(part.Get("text"u8))))
            return;
        asked.Add(StableHash.Of(Encoding.UTF8.GetBytes(message.Text("id"u8, names) ?? $"\n{time ?? order}")));
    }

    private static bool IsContext(JsonElement text) =>
        text.Text() is { } said && said.StartsWith("<session_context>", StringComparison.Ordinal);

    private static SessionRow Of(string path, string id) =>
        new(new SessionRef(GeminiCliIdentity.Agent, id))
        {
            ParentSessionId = GeminiCliLocations.ParentOf(path),
            WorkingDirectory = GeminiCliLocations.WorkingDirectoryOf(path),
        };

    private void Seen(long ms)
    {
        Session.Seen(ms);
        LastMs = Math.Max(LastMs, ms);
    }

    /// <summary>
    /// Takes the names of sub-agents from the calls that started them, because their own files lack the names. The path of a file tells its
    /// parent: a resumed chat repeats the call.
    /// </summary>
    private void NameChildren(JsonElement message)
    {
        foreach (JsonElement call in message.Get("toolCalls"u8).Items())
        {
            if (
                call.Text("agentId"u8, names) is not { } id
                || call.Get("resultDisplay"u8).Text("agentName"u8, names) is not { } name
                || children.ContainsKey(id)
            )
                continue;
            children.Add(id, new SessionRow(new SessionRef(GeminiCliIdentity.Agent, id)) { SubAgent = name });
        }
    }
}

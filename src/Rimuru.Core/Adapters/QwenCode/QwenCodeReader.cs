using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// Reads a chat log of Qwen Code, or the log of a sub-agent. <c>docs/agents/QwenCode.md</c> explains why most usage in it appears twice.
/// </summary>
internal sealed class QwenCodeReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly List<QwenCodeEntry> telemetry = [];
    private readonly List<QwenCodeEntry> messages = [];
    private readonly bool isSubAgent;
    private readonly string stem;
    private readonly Lazy<string?> subAgentModel;
    private SessionRow session;
    private int telemetryBefore;
    private int messagesBefore;
    private readonly QwenCodeTools tools = new();

    public QwenCodeReader(string path, ReadOnlySpan<byte> state)
    {
        isSubAgent = QwenCodeLocations.IsSubAgent(path);
        stem = Path.GetFileNameWithoutExtension(path);
        subAgentModel = new Lazy<string?>(() => QwenCodeLocations.ModelOf(path));
        session = Of(isSubAgent ? Path.GetFileName(Path.GetDirectoryName(path))! : stem);
        if (!state.IsEmpty)
            Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        // Most of a chat: the calls of tools and their results. A response may quote either, or be joined with one.
        if (
            (line.IndexOf("\"type\":\"tool_result\""u8) >= 0 || line.IndexOf("\"qwen-code.tool_call\""u8) >= 0)
            && line.IndexOf("\"usageMetadata\""u8) < 0
            && !GluedObjects.MayBe(line)
        )
            return;
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        Describe(root);
        JsonElement response = root.Get("systemPayload"u8).Get("uiEvent"u8);
        if (response.Is("event.name"u8, "qwen-code.api_response") || response.Is("event.name"u8, "gemini_cli.api_response"))
            Response(root, response, sink);
        else if (root.Has("usageMetadata"u8))
            Message(root, sink);
    }

    public override void Finish(RowSink sink)
    {
        if (!isSubAgent)
            sink.Batch.Sessions.Add(session);
        if (!isSubAgent && session.ParentSessionId is { } origin)
            sink.Batch.Totals.Add(QwenCodeTotals.ForkOf(session.Session, origin, session.LastMs ?? sink.FileModifiedMs));
        RecordKey thread = isSubAgent
            ? new SessionRef(QwenCodeIdentity.Agent, $"{session.Session.SessionId}\n{stem}").Key
            : session.Session.Key;
        RecordKey? parent = isSubAgent ? session.Session.Key : null;
        sink.Batch.Lineages.Add(LineageOf(thread, parent, QwenCodeSource.Telemetry, telemetryBefore, telemetry));
        sink.Batch.Lineages.Add(LineageOf(thread, parent, QwenCodeSource.Messages, messagesBefore, messages));
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        tools.Save(state);
        return state
            .Add(session.Session.SessionId)
            .Add(session.ParentSessionId)
            .Add((long)session.End)
            .Add(session.LastMs)
            .Add(session.Turns)
            .Add(telemetryBefore + telemetry.Count)
            .Add(messagesBefore + messages.Count)
            .ToArray();
    }

    private static SessionRow Of(string id) => new(new SessionRef(QwenCodeIdentity.Agent, id));

    private static Lineage LineageOf(RecordKey thread, RecordKey? parent, byte source, int before, List<QwenCodeEntry> entries) =>
        new()
        {
            Agent = QwenCodeIdentity.Agent,
            Thread = thread,
            Source = source,
            Parent = parent,
            Start = before * QwenCodeEntry.Size,
            Content = QwenCodeEntry.Write(entries),
        };

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        tools.Restore(state);
        session = Of(state.Text()!);
        session.ParentSessionId = state.Text();
        session.End = (SessionEnd)state.Number();
        session.LastMs = state.OptionalNumber();
        session.Turns = state.OptionalNumber();
        telemetryBefore = (int)state.Number();
        messagesBefore = (int)state.Number();
    }

    private void Describe(JsonElement root)
    {
        if (
            root.Text("sessionId"u8, names) is { } id
            && id != session.Session.SessionId
            && session.FirstMs is null
            && session.LastMs is null
        )
            session = Of(id);
        bool isCopy = root.Get("forkedFrom"u8).ValueKind == JsonValueKind.Object;
        if (isCopy)
            session.ParentSessionId ??= root.Get("forkedFrom"u8).Text("sessionId"u8, names);
        if (root.Time("timestamp"u8) is { } ms && !isCopy)
            session.Seen(ms);
        session.WorkingDirectory ??= root.Text("cwd"u8, names);
        session.Branch = root.Text("gitBranch"u8, names) ?? session.Branch;
        session.AgentVersion = root.Text("version"u8, names) ?? session.AgentVersion;
        if (root.Is("type"u8, "user"))
        {
            session.End = SessionEnd.OpenTurn;
            if (!isCopy && !root.Has("subtype"u8))
                session.Turns = (session.Turns ?? 0) + 1;
        }
        else if (root.Is("type"u8, "assistant"))
            session.End = root.Get("message"u8).Get("parts"u8).Items().Any(part => part.Has("functionCall"u8))
                ? SessionEnd.OpenTurn
                : SessionEnd.Completed;
    }

    /// <summary>Reads a telemetry line: every response with its id, background requests and sub-agents included.</summary>
    private void Response(JsonElement root, JsonElement response, RowSink sink)
    {
        QwenCodeUsage counts = new(
            response.Tokens("input_token_count"u8, sink),
            response.Tokens("cached_content_token_count"u8, sink),
            response.Tokens("output_token_count"u8, sink),
            response.Tokens("thoughts_token_count"u8, sink),
            response.Tokens("tool_token_count"u8, sink),
            response.Tokens("total_token_count"u8, sink)
        );
        if (counts.IsZero)
            return;
        string? id = response.Text("response_id"u8, names);
        string identity =
            ResponseIds.Identity(id)
            ?? $"\n{Origin(root)}\n{response.Text("prompt_id"u8, names)}\n{response.Time("event.timestamp"u8)}\n{counts}";

        // Up to version 4 of this reader any id was an identity.
        if (sink.HasOlderRecords && id is not null && id != identity)
            sink.Batch.Replaced.Add(QwenCodeIdentity.OfResponse(id));
        RecordKey key = QwenCodeIdentity.OfResponse(identity);
        telemetry.Add(new QwenCodeEntry(counts.Match, key));
        tools.Told(telemetry[^1]);
        Emit(
            root,
            key,
            2,
            counts.Of(response.Is("auth_type"u8, "openai")),
            response.Text("model"u8, names),
            response.Text("subagent_name"u8, names),
            response.Time("event.timestamp"u8),
            sink
        );
    }

    /// <summary>Reads the usage in a message.</summary>
    private void Message(JsonElement root, RowSink sink)
    {
        JsonElement usage = root.Get("usageMetadata"u8);
        QwenCodeUsage counts = new(
            usage.Tokens("promptTokenCount"u8, sink),
            usage.Tokens("cachedContentTokenCount"u8, sink),
            usage.Tokens("candidatesTokenCount"u8, sink),
            usage.Tokens("thoughtsTokenCount"u8, sink),
            usage.Tokens("toolUsePromptTokenCount"u8, sink),
            usage.Tokens("totalTokenCount"u8, sink)
        );
        if (counts.IsZero)
            return;
        string identity =
            root.Get("forkedFrom"u8).Text("messageUuid"u8, names)
            ?? root.Text("uuid"u8, names)
            ?? $"\n{Origin(root)}\n{root.Time("timestamp"u8)}\n{counts}";
        RecordKey key = QwenCodeIdentity.OfMessage(identity);
        messages.Add(new QwenCodeEntry(counts.Match, key));
        tools.Read(root.Get("message"u8).Get("parts"u8), messages[^1], names, sink);
        string? subAgent = isSubAgent ? root.Text("agentName"u8, names) ?? root.Text("agentId"u8, names) ?? stem : null;
        Emit(
            root,
            key,
            1,
            counts.Of(isInclusive: true),
            root.Text("model"u8, names) ?? (isSubAgent ? subAgentModel.Value : null),
            subAgent,
            null,
            sink
        );
    }

    private void Emit(
        JsonElement root,
        RecordKey key,
        long rank,
        TokenUsage tokens,
        string? model,
        string? subAgent,
        long? ownMs,
        RowSink sink
    )
    {
        long ms = ownMs ?? root.Time("timestamp"u8) ?? session.LastMs ?? sink.FileModifiedMs;
        bool isCopy = root.Get("forkedFrom"u8).ValueKind == JsonValueKind.Object;
        SessionRef owner =
            Origin(root) is { } origin && origin != session.Session.SessionId
                ? new SessionRef(QwenCodeIdentity.Agent, origin)
                : session.Session;
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(rank, tokens.Output),
                OwnerRank = new Rank(isCopy ? 1 : 2, owner.Tie),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = model,
                Session = owner,
                SubAgent = subAgent,
                Folder = root.Text("cwd"u8, names) ?? session.WorkingDirectory,
                Branch = root.Text("gitBranch"u8, names) ?? session.Branch,
            }
        );
    }

    /// <summary>The session that made the request, which a fork's copies name.</summary>
    private string? Origin(JsonElement root) => root.Get("forkedFrom"u8).Text("sessionId"u8, names) ?? root.Text("sessionId"u8, names);
}

using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Reads the event log of one Copilot session. What each event means is described in <c>docs/agents/Copilot.md</c>.</summary>
internal sealed class CopilotReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly List<CopilotEntry> history = [];
    private readonly Dictionary<string, string> agents = new(StringComparer.Ordinal);
    private readonly CopilotRollUps rollUps = new();
    private SessionRow session;
    private string? model;
    private long startMs;
    private int historyBefore;
    private bool isNamed;

    public CopilotReader(string path, ReadOnlySpan<byte> state)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        session = new SessionRow(
            new SessionRef(CopilotIdentity.Agent, stem == "events" ? Path.GetFileName(Path.GetDirectoryName(path))! : stem)
        );
        if (!state.IsEmpty)
            Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        CopilotEvent type = CopilotEvents.TypeOf(line);
        StoppedEarly = type == CopilotEvent.Other;
        if (StoppedEarly)
            return;
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            data = root.Get("data"u8);
        long? time = root.Time("timestamp"u8);
        long ms = time ?? session.LastMs ?? sink.FileModifiedMs;
        if (time is { } known)
            session.Seen(known);
        switch (type)
        {
            case CopilotEvent.Start or CopilotEvent.Resume:
                Begin(type, data, ms);
                break;
            case CopilotEvent.ModelChange:
                if (!root.Has("agentId"u8))
                    model = data.Text("newModel"u8, names) ?? model;
                break;
            case CopilotEvent.AgentStarted:
                if (
                    (root.Text("agentId"u8, names) ?? data.Text("toolCallId"u8, names)) is { } id
                    && data.Text("agentName"u8, names) is { } name
                )
                    agents[id] = name;
                break;
            case CopilotEvent.UserMessage:
                // Copied messages are older than the fork; messages to a sub-agent are not requests of the user.
                if (ms >= startMs && !root.Has("agentId"u8))
                    session.Turns = (session.Turns ?? 0) + 1;
                session.End = SessionEnd.OpenTurn;
                break;
            case CopilotEvent.TurnStart:
                session.End = SessionEnd.OpenTurn;
                break;
            case CopilotEvent.TurnEnd:
                if (session.End == SessionEnd.OpenTurn)
                    session.End = SessionEnd.Completed;
                break;
            case CopilotEvent.Abort:
                session.End = SessionEnd.Cancelled;
                break;
            case CopilotEvent.Compaction:
                if (data.Flag("success"u8) == true)
                    Compacted(root, data.Get("compactionTokensUsed"u8), ms, sink);
                break;
            case CopilotEvent.UsageRecord:
                Record(root, data.Get("usage"u8), "apiCallId"u8, ms, sink);
                foreach (CopilotToolUsage tool in rollUps.TakeTools())
                    Record(tool, sink);
                break;
            case CopilotEvent.ToolUsage:
                // The totals of a leg without records have the tool's usage, too.
                CopilotToolUsage used = CopilotToolUsage.Of(root, data, ms);
                if (rollUps.HasRecords)
                    Record(used, sink);
                else
                    rollUps.Wait(used);
                break;
            case CopilotEvent.Message:
                Message(root, data, ms, sink);
                break;
            case CopilotEvent.Shutdown:
                Shutdown(root, data, ms, sink);
                break;
        }
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Sessions.Add(session);
        sink.Batch.Lineages.Add(CopilotEntry.LineageOf(session.Session, CopilotSource.Events, historyBefore, history));
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state
            .Add(session.Session.SessionId)
            .Add(isNamed)
            .Add(session.WorkingDirectory)
            .Add(session.Branch)
            .Add(session.AgentVersion)
            .Add((long)session.End)
            .Add(session.LastMs)
            .Add(session.Turns)
            .Add(model)
            .Add(startMs)
            .Add(historyBefore + history.Count)
            .Add(agents.Count);
        foreach ((string id, string name) in agents)
            state.Add(id).Add(name);
        rollUps.Save(state);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        session = new SessionRow(new SessionRef(CopilotIdentity.Agent, state.Text()!));
        isNamed = state.Flag();
        session.WorkingDirectory = state.Text();
        session.Branch = state.Text();
        session.AgentVersion = state.Text();
        session.End = (SessionEnd)state.Number();
        session.LastMs = state.OptionalNumber();
        session.Turns = state.OptionalNumber();
        model = state.Text();
        startMs = state.Number();
        historyBefore = (int)state.Number();
        for (long i = state.Number(); i > 0; i--)
            agents[state.Text()!] = state.Text()!;
        rollUps.Restore(state);
    }

    private void Begin(CopilotEvent type, JsonElement data, long ms)
    {
        // The first start event names the session; a fork's file may also have its parent's.
        if (type == CopilotEvent.Start && !isNamed)
        {
            isNamed = true;
            if (data.Text("sessionId"u8, names) is { } id && id != session.Session.SessionId)
                session = new SessionRow(new SessionRef(CopilotIdentity.Agent, id))
                {
                    FirstMs = session.FirstMs,
                    LastMs = session.LastMs,
                    Turns = session.Turns,
                };
            startMs = data.Time("startTime"u8) ?? ms;
        }

        JsonElement context = data.Get("context"u8);
        session.WorkingDirectory ??= context.Text("cwd"u8, names);
        session.Branch = context.Text("branch"u8, names) ?? session.Branch;
        session.AgentVersion = data.Text("copilotVersion"u8, names) ?? session.AgentVersion;
        model = data.Text("selectedModel"u8, names) ?? model;

        // A leg without a shutdown ended in a crash: only its messages are left of it.
        rollUps.BeginLeg();
        history.Add(new CopilotEntry(CopilotEvidence.Leg, ms, default, null, default));
    }

    private void Record(CopilotToolUsage tool, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(Encoding.UTF8.GetBytes(tool.Json));
        JsonElement root = document.RootElement;
        Record(root, root.Get("toolUsage"u8), "requestId"u8, tool.UnixMs, sink);
    }

    /// <summary>Adds one request, of a model or of a tool that uses one.</summary>
    private void Record(JsonElement root, JsonElement usage, ReadOnlySpan<byte> id, long ms, RowSink sink)
    {
        CopilotUsage used = CopilotUsage.Of(usage, sink);
        rollUps.Recorded(sink);
        if (used.IsZero)
            return;
        string? call = CallOf(usage.Text(id, names), root, sink) ?? usage.Get("accounting"u8).Text("usageId"u8, names);
        RecordKey key = KeyOf(call, root, $"{ms}\n{used}");
        bool isOwn = usage.Get("accounting"u8).Is("sourceSessionId"u8, session.Session.SessionId);
        string? provider = usage.Text("modelProvider"u8, names);
        Emit(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(CopilotRank.Record, used.Output),
                OwnerRank = OwnerRank(isOwn),
                UnixMs = ms,
                Tokens = used.Tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = provider == "other" ? usage.Text("providerType"u8, names) ?? provider : provider,
                Model = usage.Text("model"u8, names) ?? model,
                ReportedNano = CopilotUsage.NanoOfAiu(CopilotEvents.NanoAiuOf(usage)),
                Credits = CopilotUsage.CreditsOfAiu(CopilotEvents.NanoAiuOf(usage)),
            },
            root,
            CopilotEvidence.Record,
            used,
            sink
        );
    }

    /// <summary>
    /// Adds the output of one response, which a more complete line may replace later: older releases log a request's tokens nowhere else
    /// before they shut down.
    /// </summary>
    private void Message(JsonElement root, JsonElement data, long ms, RowSink sink)
    {
        long output = data.Tokens("outputTokens"u8, sink);
        string? call = CallOf(data.Text("apiCallId"u8, names), root, sink);
        RecordKey key = call switch
        {
            not null => KeyOf(call, root, ""),
            null when data.Text("messageId"u8, names) is { } id => CopilotIdentity.OfMessage(id),
            null => KeyOf(null, root, $"{ms}\n{output}"),
        };
        ToolCalls.Add(data.Get("toolRequests"u8), key, null, names, sink, "toolCallId", "mcpServerName");
        if (output == 0 || rollUps.HasRecords)
            return;
        rollUps.Partial(key, output, namesCall: call is not null);
        Emit(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(CopilotRank.Message, output),
                OwnerRank = OwnerRank(isOwn: false),
                UnixMs = ms,
                Tokens = new TokenUsage(0, 0, 0, 0, output, 0),
                Requests = 1,
                Evidence = UsageEvidence.Partial,
                Model = data.Text("model"u8, names) ?? model,
            },
            root,
            CopilotEvidence.Message,
            default,
            sink
        );
    }

    /// <summary>Reads a compaction and the request for its summary, which older releases log only here.</summary>
    private void Compacted(JsonElement root, JsonElement usage, long ms, RowSink sink)
    {
        CopilotUsage used = CopilotUsage.OfSummary(usage, sink);
        rollUps.Compacted();
        if (used.IsZero || rollUps.HasRecords)
            return;
        RecordKey key = CopilotIdentity.OfSummary(root.Text("id"u8, names), session.Session.SessionId, $"{ms}\n{used}");
        rollUps.Summary(key, used.Output);
        Emit(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(CopilotRank.RollUp, used.Output),
                OwnerRank = OwnerRank(isOwn: false),
                UnixMs = ms,
                Tokens = used.Tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = usage.Text("model"u8, names) ?? model,
                ReportedNano = CopilotUsage.NanoOfAiu(CopilotEvents.NanoAiuOf(usage)),
                Credits = CopilotUsage.CreditsOfAiu(CopilotEvents.NanoAiuOf(usage)),
            },
            root,
            CopilotEvidence.Summary,
            used,
            sink
        );
    }

    /// <summary>
    /// Reads the session's totals so far. Only the part without records becomes rows, one per request with the average usage: prices may
    /// depend on a request's size.
    /// </summary>
    private void Shutdown(JsonElement root, JsonElement data, long ms, RowSink sink)
    {
        if (session.End is SessionEnd.OpenTurn or SessionEnd.Unknown)
            session.End = data.Is("shutdownType"u8, "error") ? SessionEnd.Failed : SessionEnd.Completed;
        JsonElement metrics = data.Get("modelMetrics"u8);
        if (metrics.ValueKind != JsonValueKind.Object)
            metrics = data.Get("accountingSnapshot"u8).Get("modelMetrics"u8);
        foreach (CopilotRollUp part in rollUps.Shutdown(metrics, CopilotEvents.NanoAiuOf(data), names, sink))
        {
            for (int i = 0; i < part.Requests; i++)
            {
                Emit(
                    new UsageRow
                    {
                        Key = CopilotIdentity.OfRollUp(
                            root.Text("id"u8, names),
                            $"\n{part.Model}\n{i}",
                            session.Session.SessionId,
                            $"{ms}\n{part.Total}\n{part.Model}\n{i}"
                        ),
                        Rank = new Rank(CopilotRank.RollUp, 0),
                        OwnerRank = OwnerRank(isOwn: false),
                        UnixMs = ms,
                        Tokens = part.Share(i),
                        Requests = 1,
                        Evidence = UsageEvidence.Inferred,
                        Model = part.Model,
                        Terms = part.IsUncounted ? PriceTerms.Sum : null,
                        ReportedNano = i == 0 ? CopilotUsage.NanoOfAiu(part.NanoAiu) : null,
                        Credits = i == 0 ? CopilotUsage.CreditsOfAiu(part.NanoAiu) : default,
                    },
                    default,
                    CopilotEvidence.RollUp,
                    i == 0 ? part.Used : default,
                    sink
                );
            }
        }
    }

    private void Emit(UsageRow row, JsonElement root, CopilotEvidence evidence, CopilotUsage used, RowSink sink)
    {
        row.Session = session.Session;
        row.SubAgent = root.Text("agentId"u8, names) is { } agent ? agents.GetValueOrDefault(agent, agent) : null;
        row.Folder = session.WorkingDirectory;
        row.Branch = session.Branch;
        history.Add(new CopilotEntry(evidence, row.UnixMs, row.Key, row.Model, used));
        sink.Add(row);
    }

    private Rank OwnerRank(bool isOwn)
    {
        long earliness = (1L << 45) - Math.Clamp(startMs, 0, 1L << 45);
        return new Rank(isOwn ? 2 : 1, (earliness << 16) | session.Session.Tie);
    }

    /// <summary>
    /// The id of a call, if it identifies the call better than the event does. Up to version 4 of this reader any id did.
    /// </summary>
    private static string? CallOf(string? id, JsonElement root, RowSink sink)
    {
        string? call = root.Has("id"u8) ? ResponseIds.Identity(id) : id;
        if (call is null && id is not null && sink.HasOlderRecords)
            sink.Batch.Replaced.Add(CopilotIdentity.OfCall(id));
        return call;
    }

    private RecordKey KeyOf(string? call, JsonElement root, string content) =>
        CopilotIdentity.OfEvent(call, root.Text("id"u8, names), session.Session.SessionId, content);
}

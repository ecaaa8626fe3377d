using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>Reads a session log of Pi.</summary>
internal sealed class PiReader : LineLogReader
{
    /// <summary>Raises the usage of a message without its sub-agents' above any with it; more than a count can be.</summary>
    private const long Unfolded = 1L << 41;

    private readonly NameTable names = new();
    private SessionRow session;
    private long createdMs;
    private long? entryMs;
    private bool isNamed;
    private string? provider;
    private string? model;
    private string? tier;
    private readonly PiHistory history;
    private readonly PiTargets? targets;

    /// <param name="path">The log.</param>
    /// <param name="state">The saved state; empty at the beginning.</param>
    /// <param name="foldsUsage">True if the agent adds the usage of sub-agents to messages that it wrote before.</param>
    public PiReader(string path, ReadOnlySpan<byte> state, bool foldsUsage = false)
    {
        history = new PiHistory(path);
        targets = foldsUsage ? new PiTargets() : null;
        session = new SessionRow(new SessionRef(PiIdentity.Agent, PiLocations.IdOf(path)));
        if (!state.IsEmpty)
            Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        long? time = root.Time("timestamp"u8) ?? root.Get("message"u8).Time("timestamp"u8);
        entryMs = time ?? entryMs;

        // A fork's copied entries keep their times: the session's own life begins with its head.
        if (time is { } ms && ms >= createdMs)
            session.Seen(ms);
        history.IsFork |= IsCopy;
        if (root.Is("type"u8, "session"))
            Head(root, time);
        else if (root.Is("type"u8, "title"))
            session.Title = root.Text("title"u8, names) ?? session.Title;
        else if (root.Is("type"u8, "session_init"))
            session.SubAgent = root.Text("agent"u8, names);
        else if (root.Is("type"u8, "session_info"))
            session.Title = root.Text("name"u8, names) ?? session.Title;
        else if (root.Is("type"u8, "model_change"))
            (provider, model) = Chosen(root);
        else if (root.Is("type"u8, "service_tier_change"))
            tier = root.Text("serviceTier"u8, names) is { } chosen and not ("default" or "auto") ? chosen : null;
        else if (root.Is("type"u8, "message"))
            Message(root, root.Get("message"u8), time, sink);
        else if (root.Is("type"u8, "usage"))
            Add(new PiUsage(IdOf(root), root.Get("usage"u8), root.Text("provider"u8, names), root.Text("model"u8, names)), time, sink);
        else if (root.Is("type"u8, "child_usage_attributed"))
            Attribution(root, time, sink);
        else if (root.Is("type"u8, "compaction") || root.Is("type"u8, "branch_summary"))
            Summary(root, time, sink);
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Sessions.Add(session);
        history.HandOver(sink.Batch.Lineages);
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state
            .Add(session.Session.SessionId)
            .Add(session.ParentSessionId)
            .Add(session.WorkingDirectory)
            .Add((long)session.End)
            .Add(session.Turns)
            .Add(createdMs)
            .Add(isNamed)
            .Add(provider)
            .Add(model)
            .Add(session.LastMs)
            .Add(entryMs)
            .Add(tier);
        history.Save(state);
        targets?.Save(state);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        session = new SessionRow(new SessionRef(PiIdentity.Agent, state.Text()!))
        {
            ParentSessionId = state.Text(),
            WorkingDirectory = state.Text(),
            End = (SessionEnd)state.Number(),
            Turns = state.OptionalNumber(),
        };
        createdMs = state.Number();
        isNamed = state.Flag();
        provider = state.Text();
        model = state.Text();
        session.LastMs = state.OptionalNumber();
        entryMs = state.OptionalNumber();
        tier = state.Text();
        history.Restore(state);
        targets?.Restore(state);
    }

    /// <summary>True for an entry that a fork took over: it is older than the session.</summary>
    private bool IsCopy => entryMs < createdMs;

    private string? IdOf(JsonElement root) => root.Text("id"u8, names);

    private void Head(JsonElement root, long? time)
    {
        if (isNamed)
            return;
        isNamed = true;
        createdMs = time ?? 0;
        string? parent = root.Text("parentSession"u8, names);
        history.Parent = parent;
        session = new SessionRow(new SessionRef(PiIdentity.Agent, root.Text("id"u8, names) ?? session.Session.SessionId))
        {
            WorkingDirectory = root.Text("cwd"u8, names),
            ParentSessionId = parent is null ? null : PiLocations.IdOf(parent),
            Title = session.Title,
            FirstMs = time,
            LastMs = time,
        };
    }

    /// <summary>The session's next model; Oh My Pi writes provider and model as one name.</summary>
    private (string? Provider, string? Model) Chosen(JsonElement root)
    {
        if (root.Text("model"u8, names)?.Split('/', 2) is [{ } seller, { } name])
            return (seller, name);
        return (root.Text("provider"u8, names), root.Text("modelId"u8, names));
    }

    private void Message(JsonElement root, JsonElement message, long? time, RowSink sink)
    {
        if (message.Is("role"u8, "user"))
        {
            session.End = SessionEnd.OpenTurn;
            if (!(time < createdMs))
                session.Turns = (session.Turns ?? 0) + 1;
        }

        // What ran in a tool used models of the tool's own choice.
        if (message.Is("role"u8, "toolResult"))
            Add(Result(root, message), time, sink);
        if (!message.Is("role"u8, "assistant"))
            return;
        (provider, model) = (message.Text("provider"u8, names), message.Text("model"u8, names));
        session.End = EndOf(message);
        PiUsage request = new(IdOf(root), message.Get("usage"u8), provider, message.Text("responseModel"u8, names) ?? model)
        {
            Kind = PiUsageKind.Answer,
            Response = message.Text("responseId"u8, names),
            Api = message.Text("api"u8, names),
            Content = message.Get("content"u8),
            Evidence = session.End is SessionEnd.Cancelled or SessionEnd.Failed ? UsageEvidence.Partial : UsageEvidence.Recorded,

            // Only OpenAI is asked for a tier.
            Terms = provider is "openai" or "openai-codex" ? tier : null,
        };
        Add(request, time, sink);
    }

    private PiUsage Result(JsonElement root, JsonElement message)
    {
        IReadOnlyCollection<string> files = PiSubAgents.FilesIn(message.Get("details"u8));
        bool isReport = files.Count == 0 && PiSubAgents.IsReporter(message.Text("toolName"u8, names));
        return new PiUsage(IdOf(root), message.Get("usage"u8), null, null)
        {
            Kind = isReport ? PiUsageKind.Report : PiUsageKind.Other,
            SubAgentFiles = files,
        };
    }

    /// <summary>
    /// An answer of a sub-agent, which counts here where the sub-agent's own log does not have it. The message to which it was added has it
    /// in its usage, if the log was written as a whole since then.
    /// </summary>
    private void Attribution(JsonElement root, long? time, RowSink sink)
    {
        PiUsage child = new(IdOf(root), root.Get("childUsage"u8), null, null) { Kind = PiUsageKind.Attribution },
            sum = new(null, root.Get("aggregateUsage"u8), null, null);
        Add(child, time, sink);
        long cost = child.Usage.Get("cost"u8).Nano("total"u8)?.Value ?? 0;
        if (targets?.Attribute(root.Text("targetId"u8, names), child.Counted(sink), cost, sum.Counted(sink)) is not { } target)
            return;
        history.NoteAnswer(target.Own, target.Ms < createdMs);
        PiUsage message = target.Request with { Usage = sum.Usage };
        RecordKey folded = message.Key(session.Session, target.Ms, target.Counted),
            key = message.Key(session.Session, target.Ms, target.Own);
        if (key != folded)
            sink.Batch.Replaced.Add(folded);
        NanoUsd? reported = sum.Usage.Get("cost"u8).Nano("total"u8) is { } whole ? new NanoUsd(whole.Value - target.Cost) : null;
        Write(
            message,
            key,
            target.Ms,
            message.Tokens(target.Own, target.Ms, sink),
            new Rank(target.Own.Output + Unfolded, target.Ms),
            reported,
            sink
        );
    }

    private static SessionEnd EndOf(JsonElement message)
    {
        if (message.Is("stopReason"u8, "toolUse"))
            return SessionEnd.OpenTurn;
        if (message.Is("stopReason"u8, "aborted"))
            return SessionEnd.Cancelled;
        return message.Is("stopReason"u8, "error") ? SessionEnd.Failed : SessionEnd.Completed;
    }

    /// <summary>Pi has the session's model write a summary; an extension may have asked any.</summary>
    private void Summary(JsonElement root, long? time, RowSink sink)
    {
        bool isOwn = root.Get("fromHook"u8).ValueKind != JsonValueKind.True;
        Add(new PiUsage(IdOf(root), root.Get("usage"u8), isOwn ? provider : null, isOwn ? model : null), time, sink);
    }

    private void Add(PiUsage request, long? time, RowSink sink)
    {
        TokenUsage counted = request.Counted(sink);
        if (counted.IsZero)
            return;

        // A fork's copy follows the same entries, so without a time of its own it gets the same time as the original.
        long ms = entryMs ?? sink.FileModifiedMs;
        TokenUsage tokens = request.Tokens(counted, ms, sink);
        RecordKey key = request.Key(session.Session, ms, counted);
        history.Note(request, key, counted, tokens, IsCopy);
        if (request.Kind == PiUsageKind.Answer)
            targets?.Add(request, ms, counted);
        ToolCalls.Add(request.Content, key, "toolCall", names, sink);
        sink.Batch.Lineages.AddRange(PiSubAgents.ToolResult(key, tokens, request.SubAgentFiles));

        // Readers before version 3 used a response's id alone as its key, so responses of a server that counts from 1 again were one.
        if (request.FormerKey is { } former)
            sink.Batch.Replaced.Add(former);

        // Readers before version 5 gave the copy of an entry without time the time of the fork.
        if (time is null && session.LastMs is { } lastMs && lastMs != ms)
            sink.Batch.Replaced.Add(request.Key(session.Session, lastMs, counted));

        // An earlier reader took the cache reads for input.
        Rank rank = tokens.Input == counted.Input ? new Rank(tokens.Output, ms) : Rank.Above(tokens.Output, ms);
        Write(request, key, ms, tokens, rank, request.Usage.Get("cost"u8).Nano("total"u8), sink);
    }

    private void Write(PiUsage request, RecordKey key, long ms, TokenUsage tokens, Rank rank, NanoUsd? reported, RowSink sink) =>
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = rank,

                // Whoever has a copy began later than the session that made the request.
                OwnerRank = new Rank(createdMs == 0 ? long.MinValue : -createdMs, session.Session.Tie),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = request.Evidence,
                Provider = request.Provider,
                Model = request.Model,
                Terms = request.Terms,
                ReportedNano = reported,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
}

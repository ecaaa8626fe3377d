using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>Reads the updates of a session, of which those that complete a turn have its usage.</summary>
internal sealed class GrokBuildReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;
    private readonly string? model;
    private readonly Rank owner;
    private readonly GrokBuildSubAgents subAgents = new();
    private long turns;
    private long? lastMs;

    public GrokBuildReader(string path, ReadOnlySpan<byte> state)
    {
        using JsonDocument? summary = GrokBuildLocations.SummaryOf(path);
        JsonElement root = summary?.RootElement ?? default,
            info = root.Get("info"u8);
        string id = info.Text("id"u8, names) ?? NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(path))) ?? "session";
        session = new SessionRow(new SessionRef(GrokBuildIdentity.Agent, id))
        {
            WorkingDirectory = info.Text("cwd"u8, names) ?? GrokBuildLocations.FolderOf(path),
            ParentSessionId = root.Text("parent_session_id"u8, names),
            Title = root.Text("title"u8, names),
        };
        model = root.Text("current_model_id"u8, names);

        // Whoever has a copy is a fork, or began later than the session that made the request.
        owner = new Rank(session.ParentSessionId is null ? 0 : -1, -(root.Time("created_at"u8) ?? 0));
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        turns = saved.Number();
        lastMs = saved.OptionalNumber();
        session.End = (SessionEnd)saved.Number();
        subAgents.Restore(saved);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            update = root.Get("params"u8).Get("update"u8);
        lastMs = root.Time("timestamp"u8) ?? lastMs;
        if (lastMs is { } seen)
            session.Seen(seen);
        if (update.Is("sessionUpdate"u8, "user_message_chunk"))
            session.End = SessionEnd.OpenTurn;
        if (update.Is("sessionUpdate"u8, "subagent_spawned"))
            subAgents.Start(update.Text("child_session_id"u8, names), update.Text("parent_prompt_id"u8, names));
        if (update.Is("sessionUpdate"u8, "subagent_finished"))
            subAgents.Finish(update.Text("child_session_id"u8, names), lastMs ?? sink.FileModifiedMs);
        if (!update.Is("sessionUpdate"u8, "turn_completed"))
            return;
        session.End = SessionEnd.Completed;
        string prompt = update.Text("prompt_id"u8, names) ?? $"{lastMs}";
        if (update.Get("usage"u8) is { ValueKind: JsonValueKind.Object } usage)
            Turn(prompt, usage, lastMs ?? sink.FileModifiedMs, sink);
        subAgents.EndTurn(prompt);
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Sessions.Add(session);
        subAgents.HandOver(session, sink.Batch.Lineages);
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add(turns).Add(lastMs).Add((long)session.End);
        subAgents.Save(state);
        return state.ToArray();
    }

    /// <summary>A turn may be told again with more: the last line counts.</summary>
    private void Turn(string prompt, JsonElement usage, long ms, RowSink sink)
    {
        turns++;
        TokenUsage whole = GrokBuildUsage.Of(usage, sink),
            parts = default;
        (string Name, JsonElement Value)[] models = [.. usage.Get("modelUsage"u8).Properties()];
        long calls = usage.Tokens("modelCalls"u8, sink);
        NanoUsd? cost = usage.NanoOfTicks("costUsdTicks"u8);
        foreach ((string name, JsonElement part) in models)
        {
            TokenUsage tokens = GrokBuildUsage.Of(part, sink);
            parts += tokens;
            Add(prompt, names.Get(Encoding.UTF8.GetBytes(name)), tokens, models.Length == 1 ? calls : 1, cost, ms, sink);
            cost = null;
        }

        TokenUsage rest = models.Length == 0 ? whole : whole.Beyond(parts) with { Reasoning = 0 };
        if (models.Length == 0)
            Add(prompt, model, rest, calls, cost, ms, sink);
        else if (rest.IsZero)
            sink.Batch.Replaced.Add(GrokBuildIdentity.OfTurn(session.Session.SessionId, prompt, null));
        else
            Add(prompt, null, rest, 1, null, ms, sink);
    }

    private void Add(string prompt, string? by, TokenUsage tokens, long calls, NanoUsd? cost, long ms, RowSink sink)
    {
        if (tokens.IsZero)
            return;
        RecordKey key = GrokBuildIdentity.OfTurn(session.Session.SessionId, prompt, by);
        Rank rank = new(ms, turns);
        subAgents.Note(prompt, new GrokBuildNote(key, ms, GrokBuildIdentity.MarkOf(by), calls, tokens), rank, sink.Batch.Lineages);
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = rank,
                OwnerRank = owner,
                UnixMs = ms,
                Tokens = tokens,
                Requests = UsageRow.RequestsOf(Math.Max(1, calls)),
                Evidence = UsageEvidence.Recorded,
                Model = by,
                ReportedNano = cost,
                Terms = calls == 1 ? null : PriceTerms.Sum,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }
}

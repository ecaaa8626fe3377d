using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>
/// Reads the events of a session, of which those with the metadata of a response have the usage of its calls; or those of a task of the
/// plugin, in which each response has its own.
/// </summary>
internal sealed class JunieReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;
    private long? lastMs;

    public JunieReader(string path, ReadOnlySpan<byte> state)
    {
        (string id, int? task) = JunieLocations.SessionOf(path);
        session = new SessionRow(new SessionRef(JunieIdentity.Agent, id)) { Turns = task + 1 };
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        lastMs = saved.OptionalNumber();
        session.Turns = saved.OptionalNumber();
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            logged = root.Get("event"u8),
            agentEvent = logged.Get("agentEvent"u8);
        lastMs = root.Time("timestampMs"u8) ?? lastMs;
        if (lastMs is { } seen)
            session.Seen(seen);
        if (root.Is("kind"u8, "UserPromptEvent"))
            session.Turns = (session.Turns ?? 0) + 1;
        if (logged.Is("type"u8, "LlmResponseEvent"))
            AddResponse(logged, sink);
        if (!agentEvent.Is("kind"u8, "LlmResponseMetadataEvent"))
            return;
        JsonElement agent = agentEvent.Get("agent"u8);
        int index = 0;
        foreach (JsonElement usage in agentEvent.Get("modelUsage"u8).Items())
            Add(usage, agent, index++, sink);
    }

    public override void Finish(RowSink sink) => sink.Batch.Sessions.Add(session);

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(lastMs).Add(session.Turns).ToArray();
    }

    private void Add(JsonElement usage, JsonElement agent, int index, RowSink sink)
    {
        Add(
            new UsageRow
            {
                Tokens = JunieUsage.Of(usage, sink),
                Provider = usage.Text("provider"u8, names),
                Model = usage.Text("model"u8, names),
                ReportedNano = usage.Nano("cost"u8),
                SubAgent = agent.Is("kind"u8, "MainAgent") ? null : agent.Text("name"u8, names),
            },
            agent.Text("id"u8, names),
            index,
            sink
        );
    }

    private void AddResponse(JsonElement response, RowSink sink)
    {
        JsonElement answer = response.Get("answer"u8),
            llm = answer.Get("llm"u8);
        Add(
            new UsageRow
            {
                Tokens = JunieUsage.OfAnswer(answer, sink),
                Provider = llm.Text("provider"u8, names)?.ToLowerInvariant(),
                Model = JunieUsage.ModelOf(llm.Text("jbai"u8, names)) ?? llm.Text("name"u8, names),
            },
            response.Text("id"u8, names),
            0,
            sink
        );
    }

    private void Add(UsageRow row, string? caller, int index, RowSink sink)
    {
        if (row.Tokens.IsZero)
            return;
        long ms = lastMs ?? sink.FileModifiedMs;
        row.Key = JunieIdentity.OfCall(session.Session.SessionId, ms, caller, index, row.Model, row.Tokens);
        row.Rank = new Rank(row.Tokens.Output, ms);
        row.UnixMs = ms;
        row.Requests = 1;
        row.Evidence = UsageEvidence.Recorded;
        row.Session = session.Session;
        sink.Add(row);
    }
}

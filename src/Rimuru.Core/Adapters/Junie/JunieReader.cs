using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>Reads the events of a session, of which those with the metadata of a response have the usage of its calls.</summary>
internal sealed class JunieReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;
    private long? lastMs;

    public JunieReader(string path, ReadOnlySpan<byte> state)
    {
        string id = NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(path))) ?? "session";
        session = new SessionRow(new SessionRef(JunieIdentity.Agent, id));
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
            agentEvent = root.Get("event"u8).Get("agentEvent"u8);
        lastMs = root.Time("timestampMs"u8) ?? lastMs;
        if (lastMs is { } seen)
            session.Seen(seen);
        if (root.Is("kind"u8, "UserPromptEvent"))
            session.Turns = (session.Turns ?? 0) + 1;
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
        TokenUsage tokens = JunieUsage.Of(usage, sink);
        if (tokens.IsZero)
            return;
        long ms = lastMs ?? sink.FileModifiedMs;
        string? model = usage.Text("model"u8, names);
        sink.Add(
            new UsageRow
            {
                Key = JunieIdentity.OfCall(session.Session.SessionId, ms, agent.Text("id"u8, names), index, model, tokens),
                Rank = new Rank(tokens.Output, ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = usage.Text("provider"u8, names),
                Model = model,
                ReportedNano = usage.Nano("cost"u8),
                Session = session.Session,
                SubAgent = agent.Is("kind"u8, "MainAgent") ? null : agent.Text("name"u8, names),
            }
        );
    }
}

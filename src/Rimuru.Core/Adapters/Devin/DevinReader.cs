using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>Reads a transcript: each step of the agent is a request. The sum in <c>final_metrics</c> is not read.</summary>
internal sealed class DevinReader : FileLogReader
{
    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement,
            agent = root.Get("agent"u8);
        if (!root.Has("steps"u8))
            return;
        string id = root.Text("session_id"u8, names) ?? NameTable.Clean(Path.GetFileNameWithoutExtension(path)) ?? "session";
        SessionRow session = new(new SessionRef(DevinIdentity.Agent, id)) { AgentVersion = agent.Text("version"u8, names) };
        DevinLocations.Describe(session, path, stop);
        string? model = agent.Text("model_name"u8, names);
        long? lastMs = null;
        int number = 0;
        foreach (JsonElement step in root.Get("steps"u8).Items())
        {
            stop.ThrowIfCancellationRequested();
            number++;
            JsonElement about = step.Get("metadata"u8);
            lastMs = about.Time("created_at"u8) ?? step.Time("timestamp"u8) ?? lastMs;
            long ms = lastMs ?? sink.FileModifiedMs;
            session.Seen(ms);
            if ((step.Is("source"u8, "agent") || step.Is("source"u8, "assistant")) && about.Flag("is_user_input"u8) != true)
                Add(step, model, number, ms, session, sink);
            else if (step.Is("source"u8, "user"))
                session.Turns = (session.Turns ?? 0) + 1;
        }

        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private void Add(JsonElement step, string? model, int number, long ms, SessionRow session, RowSink sink)
    {
        JsonElement about = step.Get("metadata"u8),
            extra = step.Get("extra"u8);
        TokenUsage tokens = DevinUsage.OfStep(step, sink);
        Credits credits = DevinUsage.CreditsOf(about);
        if (credits.Unit is null)
            credits = DevinUsage.CreditsOf(extra);
        if (tokens.IsZero && credits.Unit is null)
            return;
        RecordKey key = DevinIdentity.OfStep(session.Session.SessionId, step.Get("step_id"u8).TryGetId(out int id) ? id : number);
        sink.Add(
            new UsageRow
            {
                Key = key,

                // As an earlier reader ranked it, which counted the writes twice, and above it.
                Rank = Rank.Above(tokens.Total + tokens.CacheWrite5m, credits.Nano),
                OwnerRank = new Rank(session.WorkingDirectory is null ? 0 : 1, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = DevinUsage.ModelOf(about, names) ?? DevinUsage.ModelOf(extra, names) ?? step.Text("model_name"u8, names) ?? model,
                Credits = credits,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
        sink.Batch.Lineages.Add(DevinSources.OfStep(key, session.Session.SessionId));
    }
}

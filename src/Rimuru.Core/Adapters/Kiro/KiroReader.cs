using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>Reads a session: the credits of each turn.</summary>
internal sealed class KiroReader : FileLogReader
{
    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement,
            state = root.Get("session_state"u8);
        if (state.ValueKind != JsonValueKind.Object)
            return;
        string id = root.Text("session_id"u8, names) ?? NameTable.Clean(Path.GetFileNameWithoutExtension(path)) ?? "session";
        SessionRow session = new(new SessionRef(KiroIdentity.Agent, id))
        {
            WorkingDirectory = root.Text("cwd"u8, names),
            Title = root.Text("title"u8, names),
        };
        long first = root.Time("created_at"u8) ?? root.Time("updated_at"u8) ?? sink.FileModifiedMs;
        session.Seen(first);
        session.Seen(root.Time("updated_at"u8) ?? first);
        string? model = state.Get("rts_model_state"u8).Get("model_info"u8).Text("model_id"u8, names);
        int number = 0;
        foreach (JsonElement turn in state.Get("conversation_metadata"u8).Get("user_turn_metadatas"u8).Items())
        {
            stop.ThrowIfCancellationRequested();
            long? ended = turn.Time("end_timestamp"u8);
            number = ended is null ? number + 1 : 0;
            Add(turn, ended ?? session.LastMs ?? first, number, model, session, sink);
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private static void Add(JsonElement turn, long ms, int number, string? model, SessionRow session, RowSink sink)
    {
        session.Turns = (session.Turns ?? 0) + 1;
        TokenUsage tokens = KiroUsage.Of(turn, sink);
        Credits credits = KiroUsage.CreditsOf(turn);
        if (tokens.IsZero && credits.Unit is null)
            return;
        sink.Add(
            new UsageRow
            {
                Key = KiroIdentity.OfTurn(session.Session.SessionId, number > 0 ? 0 : ms, number),
                Rank = new Rank(tokens.Total, credits.Nano),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Partial,
                Model = model,
                Terms = PriceTerms.Sum,
                Credits = credits,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }
}

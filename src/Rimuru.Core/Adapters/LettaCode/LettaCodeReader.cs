using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.LettaCode;

/// <summary>Reads the history of sessions: the line at a session's end has its sum, the one at its start is empty.</summary>
internal sealed class LettaCodeReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            usage = root.Get("usage"u8);
        if (root.Text("session_id"u8, names) is not { } id)
            return;
        SessionRow session = SessionOf(id);
        long ms = root.Time("timestamp"u8) ?? sink.FileModifiedMs;
        session.Seen(ms);
        session.End = root.Has("exit_reason"u8) ? SessionEnd.Completed : SessionEnd.OpenTurn;
        TokenUsage tokens = LettaCodeUsage.Of(usage, root.Get("cost"u8).Is("type"u8, "hosted"), sink);
        if (tokens.IsZero)
            return;
        long steps = usage.Tokens("steps"u8, sink);
        sink.Add(
            new UsageRow
            {
                Key = LettaCodeIdentity.OfSum(session.Session),

                // A session's sum only grows.
                Rank = new Rank(tokens.Total, tokens.Output),
                UnixMs = ms,
                Tokens = tokens,
                Requests = UsageRow.RequestsOf(Math.Max(1, steps)),
                Evidence = UsageEvidence.Inferred,
                Provider = root.Text("provider"u8, names),
                Model = root.Text("model"u8, names),
                Terms = steps == 1 ? null : PriceTerms.Sum,
                Session = session.Session,
                Folder = root.Text("project"u8, names),
            }
        );
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Sessions.AddRange(sessions.Values);
        sessions.Clear();
    }

    public override byte[] Save() => [];

    private SessionRow SessionOf(string id)
    {
        if (!sessions.TryGetValue(id, out SessionRow? session))
            sessions.Add(id, session = new SessionRow(new SessionRef(LettaCodeIdentity.Agent, id)));
        return session;
    }
}

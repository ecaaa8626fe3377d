using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// Reads <c>usage/token-usage-&lt;month&gt;.jsonl</c>: one line per request of all sessions. It has the same as telemetry, but also for
/// deleted chats.
/// </summary>
internal sealed class QwenCodeRequestLogReader : LineLogReader
{
    private const string Main = "main";

    private readonly NameTable names = new();
    private readonly Dictionary<string, List<QwenCodeEntry>> histories = new(StringComparer.Ordinal);
    private readonly HandedOver handedOver = new();
    private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
    private long? lastMs;

    public QwenCodeRequestLogReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader reader = new(state);
        lastMs = reader.OptionalNumber();
        handedOver.Restore(reader);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        if (root.Text("sessionId"u8, names) is not { } id)
            return;
        QwenCodeUsage counts = new(
            root.Tokens("inputTokens"u8, sink),
            root.Tokens("cachedTokens"u8, sink),
            root.Tokens("outputTokens"u8, sink),
            root.Tokens("thoughtsTokens"u8, sink),
            0,
            root.Tokens("totalTokens"u8, sink)
        );
        if (counts.IsZero)
            return;
        long ms = root.Time("timestamp"u8) ?? lastMs ?? sink.FileModifiedMs;
        lastMs = ms;
        if (!sessions.TryGetValue(id, out SessionRow? session))
            sessions.Add(id, session = new SessionRow(new SessionRef(QwenCodeIdentity.Agent, id)));
        session.Seen(ms);
        RecordKey key = QwenCodeIdentity.OfLoggedRequest(root.Text("id"u8, names) ?? $"\n{id}\n{ms}\n{counts}");
        if (!histories.TryGetValue(id, out List<QwenCodeEntry>? history))
            histories.Add(id, history = []);
        history.Add(new QwenCodeEntry(counts.Match, key));
        string? source = root.Text("source"u8, names),
            model = root.Text("model"u8, names);
        sink.Add(
            new UsageRow
            {
                Key = key,
                UnixMs = ms,
                Tokens = counts.Of(root.Is("authType"u8, "openai")),
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = model == "unknown" ? null : model,
                Session = session.Session,
                SubAgent = source == Main ? null : source,
            }
        );
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Sessions.AddRange(sessions.Values);
        foreach ((string id, List<QwenCodeEntry> history) in histories)
        {
            sink.Batch.Lineages.Add(
                new Lineage
                {
                    Agent = QwenCodeIdentity.Agent,
                    Thread = sessions[id].Session.Key,
                    Source = QwenCodeSource.Requests,
                    Start = handedOver.Of(id) * QwenCodeEntry.Size,
                    Content = QwenCodeEntry.Write(history),
                }
            );
        }
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add(lastMs);
        handedOver.Save(state, histories.Select(history => (history.Key, history.Value.Count)));
        return state.ToArray();
    }
}

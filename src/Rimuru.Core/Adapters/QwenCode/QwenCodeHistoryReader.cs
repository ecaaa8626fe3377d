using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// Reads <c>usage_record.jsonl</c>: what a session used so far, by model, each time that a process of it ended. It stays when the chat is
/// deleted.
/// </summary>
internal sealed class QwenCodeHistoryReader : LineLogReader
{
    private readonly NameTable names = new();

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        if (root.Text("sessionId"u8, names) is not { } id)
            return;
        long ms = root.Time("timestamp"u8) ?? root.Time("startTime"u8) ?? sink.FileModifiedMs;
        SessionRow session = new(new SessionRef(QwenCodeIdentity.Agent, id))
        {
            WorkingDirectory = root.Text("project"u8, names),
            End = SessionEnd.Completed,
        };
        session.Seen(root.Time("startTime"u8) ?? ms);
        session.Seen(ms);
        sink.Batch.Sessions.Add(session);
        foreach ((string name, JsonElement told) in root.Get("models"u8).Properties())
        {
            QwenCodeUsage counts = new(
                told.Tokens("inputTokens"u8, sink),
                told.Tokens("cachedTokens"u8, sink),
                told.Tokens("outputTokens"u8, sink),
                told.Tokens("thoughtsTokens"u8, sink),
                0,
                told.Tokens("totalTokens"u8, sink)
            );
            if (counts.IsZero || names.Get(Encoding.UTF8.GetBytes(name)) is not { } model)
                continue;
            sink.Batch.Totals.Add(
                new SessionTotal
                {
                    Key = QwenCodeIdentity.OfTotal(id, model, ms),
                    Session = session.Session,
                    Ordinal = ms,
                    UnixMs = ms,
                    Unrecorded = (int)Math.Clamp(told.Tokens("requests"u8, sink), 1, int.MaxValue),
                    Folder = session.WorkingDirectory,
                    Told = new Dictionary<string, ModelTotal>(StringComparer.Ordinal) { [model] = new(counts.Of(isInclusive: true), 0) },
                }
            );
        }
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];
}

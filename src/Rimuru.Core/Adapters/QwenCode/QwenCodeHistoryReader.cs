using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// Reads <c>usage_record.jsonl</c>: the usage of a session so far by model, logged whenever a process of it ends. It stays when the chat is
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
        foreach ((string name, JsonElement usage) in root.Get("models"u8).Properties())
        {
            QwenCodeUsage counts = new(
                usage.Tokens("inputTokens"u8, sink),
                usage.Tokens("cachedTokens"u8, sink),
                usage.Tokens("outputTokens"u8, sink),
                usage.Tokens("thoughtsTokens"u8, sink),
                0,
                usage.Tokens("totalTokens"u8, sink)
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
                    Unrecorded = (int)Math.Clamp(usage.Tokens("requests"u8, sink), 1, int.MaxValue),
                    Folder = session.WorkingDirectory,
                    ByModel = new Dictionary<string, ModelTotal>(StringComparer.Ordinal) { [model] = new(counts.Of(isInclusive: true), 0) },
                }
            );
        }
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];
}

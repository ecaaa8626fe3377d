using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Adapters.Tiny;

/// <summary>Reads a log of Tiny: each line is a request, or a snapshot of one that goes on.</summary>
internal sealed class TinyReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;

    public TinyReader(string path, ReadOnlySpan<byte> state)
    {
        session = new SessionRow(new SessionRef(TinyIdentity.Agent, Path.GetFileNameWithoutExtension(path)));
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        session.WorkingDirectory = saved.Text();
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        session.WorkingDirectory ??= root.Text("cwd"u8, names);
        TokenUsage tokens = TinyUsage.Of(root.Get("usage"u8), sink);
        if (tokens.IsZero || root.Text("id"u8, names) is not { } id)
            return;
        long ms = root.Time("time"u8) ?? sink.FileModifiedMs;
        session.Seen(ms);
        sink.Add(
            new UsageRow
            {
                Key = TinyIdentity.OfRequest(id),
                Rank = new Rank(tokens.Output, ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = root.Text("model"u8, names),
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }

    public override void Finish(RowSink sink) => sink.Batch.Sessions.Add(session);

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(session.WorkingDirectory).ToArray();
    }
}

using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Gptme;

/// <summary>Reads the messages of a conversation or of one of its branches, which begins with a copy.</summary>
internal sealed class GptmeReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;

    public GptmeReader(string path)
    {
        string conversation = GptmeLocations.ConversationOf(path);
        string id = NameTable.Clean(Path.GetFileName(conversation)) ?? "conversation";
        session = new SessionRow(new SessionRef(GptmeIdentity.Agent, id)) { WorkingDirectory = GptmeLocations.WorkspaceOf(conversation) };
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            about = root.Get("metadata"u8);
        string? at = root.Text("timestamp"u8, names);
        long ms = Timestamps.OfLocal(at) ?? sink.FileModifiedMs;
        session.Seen(ms);
        TokenUsage tokens = GptmeUsage.Of(about, sink);
        if (tokens.IsZero)
            return;
        string? named = about.Text("resolved_model"u8, names) ?? about.Text("model"u8, names);
        (string? provider, string? model) = GptmeModel.Of(named);
        sink.Add(
            new UsageRow
            {
                Key = GptmeIdentity.OfMessage(at ?? session.Session.SessionId, GptmeModel.Split(named).Model, tokens),
                Rank = Rank.Above(tokens.Output, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = provider,
                Model = model,
                ReportedNano = about.Nano("cost"u8),
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }

    public override void Finish(RowSink sink)
    {
        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override byte[] Save() => [];
}

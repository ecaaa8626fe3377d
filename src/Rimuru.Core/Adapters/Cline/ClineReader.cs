using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>
/// Reads the messages of one session of Cline's CLI or of one of its sub-agents: a document that is rewritten with every message.
/// </summary>
internal sealed class ClineReader : FileLogReader
{
    private readonly List<RecordKey> replaced = [];

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        NameTable names = new();
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement,
            origin = root.Get("origin"u8);
        ClineAbout? about = ClineLocations.AboutOf(path);
        string stem = Path.GetFileName(path)[..^ClineLocations.MessagesEnding.Length];
        SessionRow session = new(new SessionRef(ClineIdentity.Agent, root.Text("sessionId"u8, names) ?? stem))
        {
            ParentSessionId = origin.Text("parentThreadId"u8, names),
            WorkingDirectory = about?.WorkingDirectory,
            Branch = about?.Branch,
            AgentVersion = origin.Text("version"u8, names),
        };
        bool isSubAgent = session.ParentSessionId is not null || origin.Is("mode"u8, "subagent");
        if (isSubAgent)
            session.SubAgent = root.Text("agent"u8, names) ?? "subagent";
        ClineOrigins origins = new(Path.GetDirectoryName(path)!, session.Session.SessionId, isSubAgent ? null : about);
        List<byte> keys = [];
        int order = 0;
        foreach (JsonElement message in root.Get("messages"u8).Items())
        {
            stop.ThrowIfCancellationRequested();
            order++;
            long? time = message.Time("ts"u8);
            origins.Next(time);
            string? writer = origins.Writer;
            bool isOwn = writer is null && !origins.IsImported;
            if (isOwn && time is { } known)
                session.Seen(known);
            if (message.Is("role"u8, "user"))
            {
                session.End = SessionEnd.OpenTurn;
                if (isOwn && !message.Get("content"u8).Items().Any(part => part.Is("type"u8, "tool_result")))
                    session.Turns = (session.Turns ?? 0) + 1;
            }

            if (!message.Is("role"u8, "assistant"))
                continue;
            session.End = message.Get("content"u8).Items().Any(part => part.Is("type"u8, "tool_use"))
                ? SessionEnd.OpenTurn
                : SessionEnd.Completed;
            TokenUsage tokens = ClineUsage.Of(message.Get("metrics"u8), sink);
            if (tokens.IsZero)
                continue;
            string? id = message.Text("id"u8, names);
            RecordKey former = ClineIdentity.OfMessage(session.Session.SessionId, id, order),
                key = writer is null ? former : ClineIdentity.OfMessage(writer, id, order);
            keys.AddRange(key.ToArray());
            if (!isOwn)
                replaced.Add(former); // earlier readers took it for the session's own
            if (origins.IsImported)
                continue;
            ToolCalls.Add(message.Get("content"u8), key, "tool_use", names, sink);
            JsonElement model = message.Get("modelInfo"u8);
            sink.Add(
                new UsageRow
                {
                    Key = key,
                    Rank = about is null ? new Rank(tokens.Total, tokens.Output) : Rank.Above(tokens.Total, tokens.Output),
                    OwnerRank = writer is null ? new Rank(about is null ? 0 : 1, 0) : new Rank(-1, 0),
                    UnixMs = time ?? session.LastMs ?? about?.StartedMs ?? sink.FileModifiedMs,
                    Tokens = tokens,
                    Requests = 1,
                    Evidence = UsageEvidence.Recorded,
                    Provider = model.Text("provider"u8, names) ?? about?.Provider,
                    Model = model.Text("id"u8, names) ?? about?.Model,
                    ReportedNano = message.Get("metrics"u8).Nano("cost"u8),
                    Session = session.Session,
                    SubAgent = session.SubAgent,
                    Folder = session.WorkingDirectory,
                    Branch = session.Branch,
                }
            );
        }

        // The session's own file says whether it has ended; a sub-agent has none.
        if (!isSubAgent && about is { End: not SessionEnd.Unknown })
            session.End = about.End;
        sink.Batch.Sessions.Add(session);
        sink.Batch.Lineages.Add(
            new Lineage
            {
                Agent = ClineIdentity.Agent,
                Thread = session.Session.Key,
                Source = ClineSource.Messages,
                Content = [.. keys],
            }
        );
    }

    public override void Finish(RowSink sink) => sink.Batch.Replaced.AddRange(replaced);

    public override byte[] Save() => [];
}

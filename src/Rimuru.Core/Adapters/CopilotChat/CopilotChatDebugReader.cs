using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Copilot;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Reads a debug log, which has a line per request.</summary>
internal sealed class CopilotChatDebugReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly List<(RecordKey Key, long Ms)> requests = [];
    private readonly SessionRow session;
    private readonly string? subAgent;

    public CopilotChatDebugReader(string path, ReadOnlySpan<byte> state)
    {
        string id = NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(path))) ?? "session";
        session = new SessionRow(new SessionRef(CopilotChatIdentity.Agent, id)) { WorkingDirectory = CopilotChatLocations.FolderOf(path) };
        subAgent = Path.GetFileName(path) == CopilotChatLocations.MainLog ? null : LabelOf(Path.GetFileNameWithoutExtension(path));
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        for (long left = saved.Number(); left > 0; left--)
            requests.Add((saved.Key(), saved.Number()));
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        long ms = root.Time("ts"u8) ?? sink.FileModifiedMs;
        session.Seen(ms);
        JsonElement about = root.Get("attrs"u8);
        if (!root.Is("type"u8, "llm_request") || root.Text("spanId"u8, names) is not { } span)
            return;
        TokenUsage tokens = CopilotChatUsage.Of(
            about.Tokens("inputTokens"u8, sink),
            about.Tokens("cachedTokens"u8, sink),
            about.Tokens("outputTokens"u8, sink),
            0
        );
        if (tokens.IsZero)
            return;
        RecordKey key = CopilotChatIdentity.OfSpan(root.Text("sid"u8, names) ?? session.Session.SessionId, span);
        string? name = about.Text("debugName"u8, names);
        if (CopilotChatUsage.IsOfClaudeCode(name))
        {
            if (sink.HasOlderRecords)
                sink.Batch.Replaced.Add(key);
            return;
        }

        double? nanoAiu = CopilotChatUsage.IsBilled(name) ? CopilotEvents.NumberOf(about, "copilotUsageNanoAiu"u8) : null;
        if (subAgent is null)
            requests.Add((key, ms));
        Credits credits = CopilotUsage.CreditsOfAiu(nanoAiu);
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = CopilotChatUsage.RankOf(tokens, credits, CopilotChatSource.DebugLog),
                OwnerRank = new Rank(1, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = about.Text("model"u8, names),
                ReportedNano = CopilotUsage.NanoOfAiu(nanoAiu),
                Credits = credits,
                Session = session.Session,
                SubAgent = subAgent,
                Folder = session.WorkingDirectory,
            }
        );
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Sessions.Add(session);
        if (subAgent is null)
            sink.Batch.Lineages.Add(CopilotChatHistory.LineageOf(session.Session, CopilotChatSource.DebugLog, requests));
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add((long)requests.Count);
        foreach ((RecordKey key, long ms) in requests)
            state.Add(key).Add(ms);
        return state.ToArray();
    }

    /// <summary>The file of a sub-agent is named after it and its own id.</summary>
    private static string LabelOf(string file)
    {
        int end = file.IndexOf('-', StringComparison.Ordinal);
        return NameTable.Clean(end > 0 ? file[..end] : file) ?? "sub-agent";
    }
}

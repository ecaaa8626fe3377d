using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.CopilotChat;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// The requests that the chat of the editor exports to a file of traces. They are Copilot Chat's, whose own logs have the same spans.
/// </summary>
internal sealed class CopilotEditorSpans
{
    private const string Service = "copilot-chat";

    private readonly Dictionary<string, (SessionRow Row, List<(RecordKey Key, long Ms)> Requests)> sessions = new(StringComparer.Ordinal);
    private readonly HandedOver handedOver = new();

    /// <summary>True if the editor wrote a span or a log record.</summary>
    public static bool Has(JsonElement root, JsonElement about) =>
        about.Has("copilot_chat.chat_session_id"u8)
        || root.Get("instrumentationScope"u8).Is("name"u8, Service)
        || root.Get("resource"u8).Get("attributes"u8).Is("service.name"u8, Service);

    /// <summary>
    /// The key that the editor's other logs give a span; up to version 8 of this reader it had that of Copilot CLI, whose own sessions may
    /// have a row of that key.
    /// </summary>
    public static RecordKey KeyOf(string chat, string span, RecordKey older, CopilotPlaces places, RowSink sink)
    {
        if (sink.HasOlderRecords && !places.Has(chat))
            sink.Batch.Replaced.Add(older);
        return CopilotChatIdentity.OfSpan(chat, span);
    }

    /// <summary>Adds a request to its chat, or to the chat that it helps.</summary>
    public void Add(UsageRow row, string chat, JsonElement about, bool isResponse, NameTable names, RowSink sink)
    {
        string? agent = about.Text("gen_ai.agent.name"u8, names);
        if (CopilotChatUsage.IsOfClaudeCode(agent))
        {
            if (sink.HasOlderRecords)
                sink.Batch.Replaced.Add(row.Key);
            return;
        }

        string? parent = about.Text("copilot_chat.parent_chat_session_id"u8, names);
        string id = parent ?? chat;
        if (!sessions.TryGetValue(id, out (SessionRow Row, List<(RecordKey Key, long Ms)> Requests) session))
            sessions.Add(id, session = (new SessionRow(new SessionRef(CopilotChatIdentity.Agent, id)), []));
        session.Row.Seen(row.UnixMs);
        session.Requests.Add((row.Key, row.UnixMs));
        row.Session = session.Row.Session;
        row.SubAgent = parent is null ? null : about.Text("copilot_chat.debug_log_label"u8, names) ?? agent;
        if (!CopilotChatUsage.IsBilled(agent))
            (row.ReportedNano, row.Credits) = (null, default);
        if (isResponse)
            row.Rank = CopilotChatUsage.RankOf(row.Tokens, row.Credits, CopilotChatSource.Otel);
        else
            row.OwnerRank = new Rank(2, 0); // its key was Copilot CLI's
        sink.Add(row);
    }

    public void Finish(RowSink sink)
    {
        foreach ((string id, (SessionRow row, List<(RecordKey Key, long Ms)> requests)) in sessions)
        {
            sink.Batch.Sessions.Add(row);
            sink.Batch.Lineages.Add(CopilotChatHistory.LineageOf(row.Session, CopilotChatSource.Otel, requests, handedOver.Of(id)));
        }
    }

    public void Save(StateWriter state) => handedOver.Save(state, sessions.Select(session => (session.Key, session.Value.Requests.Count)));

    public void Restore(StateReader state) => handedOver.Restore(state);
}

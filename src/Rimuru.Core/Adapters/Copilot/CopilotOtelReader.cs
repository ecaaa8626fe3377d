using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// Reads the traces of Copilot's file exporter. One response may be in them as a chat span, an inference log, an agent turn and a part of
/// an <c>invoke_agent</c> span; the first of these that exists counts.
/// </summary>
internal sealed class CopilotOtelReader : LineLogReader
{
    /// <summary>The number of traces to remember: the spans of one trace end close to each other.</summary>
    private const int RememberedGroups = 512;

    private readonly NameTable names = new();
    private readonly Dictionary<long, (long Rank, List<(long Rank, RecordKey Key)> Weak)> groups = [];
    private readonly Queue<long> order = new();
    private readonly Dictionary<string, List<CopilotEntry>> histories = new(StringComparer.Ordinal);
    private readonly HandedOver handedOver = new();

    private readonly CopilotPlaces places;
    private readonly CopilotEditorSpans editor = new();

    public CopilotOtelReader(string path, ReadOnlySpan<byte> state)
    {
        places = new CopilotPlaces(Path.GetDirectoryName(Path.GetDirectoryName(path))!, names);
        if (!state.IsEmpty)
            Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        if (line.IndexOf("gen_ai.usage."u8) < 0)
            return;
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            about = root.Get("attributes"u8);
        long rank = RankOf(root, about);
        CopilotUsage used = UsageOf(about, sink);
        if (rank == 0 || used.IsZero)
            return;

        string? trace = root.Text("traceId"u8, names) ?? root.Get("spanContext"u8).Text("traceId"u8, names);
        string? span = root.Text("spanId"u8, names) ?? root.Get("spanContext"u8).Text("spanId"u8, names);
        string? response = about.Text("gen_ai.response.id"u8, names);
        string? conversation =
            about.Text("gen_ai.conversation.id"u8, names)
            ?? about.Text("copilot_chat.session_id"u8, names)
            ?? about.Text("copilot_chat.chat_session_id"u8, names)
            ?? about.Text("session.id"u8, names);

        // A single response has its own id; a turn or an agent is a sum of responses and only stands in for missing ones.
        bool isResponse = rank >= CopilotRank.InferenceLog && response is not null;
        RecordKey key = (trace, span) switch
        {
            _ when isResponse => CopilotIdentity.OfCall(response!),
            (not null, not null) => CopilotIdentity.OfSpan(trace, span),
            _ => CopilotIdentity.OfLine(line),
        };
        string? chat = CopilotEditorSpans.Has(root, about)
            ? about.Text("copilot_chat.chat_session_id"u8, names) ?? conversation ?? trace ?? "unknown"
            : null;
        if (chat is not null)
        {
            // All requests of a turn may have one response id; the span is what the editor's other logs have as well.
            isResponse = rank == CopilotRank.ChatSpan && span is not null;
            if (isResponse)
                key = CopilotEditorSpans.KeyOf(chat, span!, key, places, sink);
        }

        if (
            !IsBest(
                trace is null ? 0 : Hash($"trace\n{trace}"),
                response is null ? 0 : Hash($"response\n{response}"),
                rank,
                isResponse,
                key,
                sink
            )
        )
            return;

        long ms = TimeOf(root) ?? sink.FileModifiedMs;
        string? model = about.Text("gen_ai.response.model"u8, names) ?? about.Text("gen_ai.request.model"u8, names);
        UsageRow row = new()
        {
            Key = key,

            // Readers up to version 8 took cached tokens for input, and a seller for unknown.
            Rank = Rank.Above(rank, used.Output),
            UnixMs = ms,
            Tokens = used.Tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Provider = ProviderOf(about),
            Model = model,
            ReportedNano = CopilotUsage.NanoOfAiu(NanoAiuOf(about)),
            Credits = CopilotUsage.CreditsOfAiu(NanoAiuOf(about)),
        };
        if (chat is not null)
        {
            editor.Add(row, chat, about, isResponse, names, sink);
            return;
        }

        string session = conversation ?? trace ?? response ?? "unknown";
        if (!histories.TryGetValue(session, out List<CopilotEntry>? history))
            histories.Add(session, history = []);
        history.Add(new CopilotEntry(CopilotEvidence.Span, ms, key, model, used));
        CopilotPlace place = places.Of(session);
        long known = place.Folder is null ? 0 : 1;
        row.OwnerRank = new Rank(conversation is null ? -1 : known, rank);
        row.Session = new SessionRef(CopilotIdentity.Agent, session);
        row.Folder = place.Folder;
        row.Branch = place.Branch;
        row.SubAgent = about.Has("github.copilot.agent.parent_id"u8) ? about.Text("gen_ai.agent.name"u8, names) : null;
        sink.Add(row);
    }

    public override void Finish(RowSink sink)
    {
        foreach ((string id, List<CopilotEntry> history) in histories)
        {
            SessionRow session = new(new SessionRef(CopilotIdentity.Agent, id));
            foreach (CopilotEntry entry in history)
                session.Seen(entry.UnixMs);
            sink.Batch.Sessions.Add(session);
            sink.Batch.Lineages.Add(CopilotEntry.LineageOf(session.Session, CopilotSource.Otel, handedOver.Of(id), history));
        }

        editor.Finish(sink);
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add(order.Count);
        foreach (long group in order)
        {
            (long rank, List<(long Rank, RecordKey Key)> weak) = groups[group];
            state.Add(group).Add(rank).Add(weak.Count);
            foreach ((long weakRank, RecordKey key) in weak)
                state.Add(weakRank).Add(key);
        }

        handedOver.Save(state, histories.Select(history => (history.Key, history.Value.Count)));
        editor.Save(state);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        for (long i = state.Number(); i > 0; i--)
        {
            long group = state.Number();
            long rank = state.Number();
            List<(long Rank, RecordKey Key)> weak = [];
            for (long n = state.Number(); n > 0; n--)
                weak.Add((state.Number(), state.Key()));
            groups.Add(group, (rank, weak));
            order.Enqueue(group);
        }

        handedOver.Restore(state);
        editor.Restore(state);
    }

    /// <summary>False if the trace or the response already has a better row; a worse one is retracted.</summary>
    private bool IsBest(long trace, long response, long rank, bool isResponse, RecordKey key, RowSink sink)
    {
        bool isBest = true;
        foreach (long group in (ReadOnlySpan<long>)[trace, response])
        {
            if (group == 0)
                continue;
            if (!groups.TryGetValue(group, out (long Rank, List<(long Rank, RecordKey Key)> Weak) known))
            {
                known = (0, []);
                order.Enqueue(group);
                if (order.Count > RememberedGroups)
                    groups.Remove(order.Dequeue());
            }

            if (known.Rank > rank && !isResponse)
                isBest = false;
            foreach ((long weakRank, RecordKey weak) in known.Weak)
            {
                if (weakRank < rank)
                    sink.Batch.Replaced.Add(weak);
            }

            known.Weak.RemoveAll(weak => weak.Rank < rank);
            if (!isResponse && known.Rank <= rank)
                known.Weak.Add((rank, key));
            groups[group] = (Math.Max(known.Rank, rank), known.Weak);
        }

        return isBest;
    }

    private static long RankOf(JsonElement root, JsonElement about)
    {
        string name = TextOf(root, "name"u8),
            body = TextOf(root, "body"u8) is { Length: > 0 } text ? text : TextOf(root, "_body"u8);
        bool isSpan = root.Has("type"u8) ? root.Is("type"u8, "span") : name.Length > 0;
        if (isSpan)
        {
            if (about.Is("gen_ai.operation.name"u8, "chat") || name.StartsWith("chat ", StringComparison.Ordinal))
                return CopilotRank.ChatSpan;
            bool isAgent = about.Is("gen_ai.operation.name"u8, "invoke_agent") || name.StartsWith("invoke_agent", StringComparison.Ordinal);
            return isAgent ? CopilotRank.AgentSummary : 0;
        }

        bool isInference =
            about.Is("event.name"u8, "gen_ai.client.inference.operation.details")
            || body.StartsWith("GenAI inference:", StringComparison.Ordinal);
        if (isInference)
            return CopilotRank.InferenceLog;
        bool isTurn =
            about.Is("event.name"u8, "copilot_chat.agent.turn") || body.StartsWith("copilot_chat.agent.turn", StringComparison.Ordinal);
        return isTurn ? CopilotRank.AgentTurn : 0;
    }

    private static string TextOf(JsonElement element, ReadOnlySpan<byte> name) => element.Text(name, new NameTable()) ?? "";

    /// <summary>Releases up to 1.0.63 separate the words of some names otherwise.</summary>
    private static CopilotUsage UsageOf(JsonElement about, RowSink sink)
    {
        long Count(ReadOnlySpan<byte> name) => about.Tokens(name, sink);
        long Either(long count, long other) => count > 0 ? count : other;
        return new CopilotUsage(
            Count("gen_ai.usage.input_tokens"u8),
            Either(Count("gen_ai.usage.cache_read.input_tokens"u8), Count("gen_ai.usage.cache_read_input_tokens"u8)),
            Either(
                Count("gen_ai.usage.cache_write.input_tokens"u8),
                Either(Count("gen_ai.usage.cache_creation.input_tokens"u8), Count("gen_ai.usage.cache_creation_input_tokens"u8))
            ),
            Count("gen_ai.usage.output_tokens"u8),
            Either(
                Count("gen_ai.usage.reasoning.output_tokens"u8),
                Either(Count("gen_ai.usage.reasoning_tokens"u8), Count("gen_ai.usage.reasoning_output_tokens"u8))
            )
        );
    }

    /// <summary>The credits, whose name differs between releases and from the editor's.</summary>
    private static double? NanoAiuOf(JsonElement about) =>
        CopilotEvents.NumberOf(about, "github.copilot.nano_aiu"u8)
        ?? CopilotEvents.NumberOf(about, "github.copilot.aiu"u8)
        ?? CopilotEvents.NumberOf(about, "copilot_chat.copilot_usage_nano_aiu"u8);

    /// <summary>Who sells the request. GitHub is no name of a list: with it, the model decides, as in the other sources.</summary>
    private string? ProviderOf(JsonElement about) =>
        (about.Text("gen_ai.provider.name"u8, names) ?? about.Text("gen_ai.system"u8, names)) switch
        {
            "github" or "github.copilot" => null,
            "azure.ai.openai" => "azure-openai",
            var name => name,
        };

    /// <summary>Reads OpenTelemetry's <c>[seconds, nanoseconds]</c>, or any other form of a time.</summary>
    private static long? TimeOf(JsonElement root)
    {
        foreach (ReadOnlyMemory<byte> name in Times)
        {
            JsonElement value = root.Get(name.Span);
            if (
                value.ValueKind == JsonValueKind.Array
                && value.GetArrayLength() == 2
                && value[0].ValueKind == JsonValueKind.Number
                && value[0].TryGetInt64(out long seconds)
                && seconds is > 0 and < 100_000_000_000
                && value[1].ValueKind == JsonValueKind.Number
                && value[1].TryGetInt64(out long nanos)
                && nanos is >= 0 and < 1_000_000_000
            )
                return (seconds * 1000) + (nanos / 1_000_000);
            if (root.Time(name.Span) is { } ms)
                return ms;
        }

        return null;
    }

    private static readonly ReadOnlyMemory<byte>[] Times =
    [
        "endTime"u8.ToArray(),
        "hrTime"u8.ToArray(),
        "timestamp"u8.ToArray(),
        "time"u8.ToArray(),
        "startTime"u8.ToArray(),
    ];

    private static long Hash(string text) => (long)RecordKey.Of(CopilotIdentity.Span, text).High;
}

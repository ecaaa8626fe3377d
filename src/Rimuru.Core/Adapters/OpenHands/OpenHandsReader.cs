using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenHands;

/// <summary>Reads the state of a conversation: one entry per response, by what the model was used for.</summary>
internal sealed class OpenHandsReader(ReadOnlySpan<byte> state) : FileLogReader
{
    /// <summary>The longest time between a cost and the event of its response, in milliseconds.</summary>
    private const long LongestDelay = 60_000;

    /// <summary>Uses that repeat what a sub-agent's own state has.</summary>
    private static readonly string[] Repeated = ["delegate:", "task:"];

    private readonly NameTable names = new();
    private readonly OpenHandsEvents events = new(state);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        string folder = Path.GetDirectoryName(path)!;
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement,
            agent = root.Get("agent"u8);
        string id = root.Text("id"u8, names) ?? OpenHandsLocations.IdOf(folder);
        SessionRow session = new(new SessionRef(OpenHandsIdentity.Agent, id))
        {
            WorkingDirectory = root.Get("workspace"u8).Text("working_dir"u8, names),
            ParentSessionId = OpenHandsLocations.ParentOf(folder) is { } parent ? OpenHandsLocations.IdOf(parent) : null,
            End = EndOf(root.Get("execution_status"u8).Text()),
        };
        session.Seen(sink.FileModifiedMs);

        // An agent behind the agent protocol logs by itself, under ids that are no ids of responses.
        if (!agent.Is("kind"u8, "ACPAgent"))
        {
            (string Use, JsonElement Metrics)[] uses = [.. root.Get("stats"u8).Get("usage_to_metrics"u8).Properties()];
            if (Array.Exists(uses, use => !HasAllCosts(use.Metrics)))
                events.Read(folder, names, stop);
            HashSet<string> subAgents = [.. OpenHandsLocations.SubAgentsOf(folder).Select(Plain)];
            foreach ((string use, JsonElement metrics) in uses)
                Add(use, metrics, IsRepeated(use, subAgents), session, sink);
        }

        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => events.Save();

    private static bool IsRepeated(string use, HashSet<string> subAgents) =>
        MarkOf(use) is { } found && subAgents.Contains(Plain(use[found.Length..]));

    private static string? MarkOf(string use) => Array.Find(Repeated, mark => use.StartsWith(mark, StringComparison.Ordinal));

    private static string Plain(string id) => id.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static SessionEnd EndOf(string? status) =>
        status switch
        {
            "finished" or "idle" => SessionEnd.Completed,
            "running" or "waiting_for_confirmation" => SessionEnd.OpenTurn,
            "paused" => SessionEnd.Cancelled,
            "error" or "stuck" => SessionEnd.Failed,
            _ => SessionEnd.Unknown,
        };

    /// <summary>A response of no cost, or of a model whose price is unknown to the program, has none.</summary>
    private static bool HasAllCosts(JsonElement metrics) =>
        metrics.Get("costs"u8).Items().Count() == metrics.Get("token_usages"u8).Items().Count();

    /// <summary>
    /// The cost of each usage; of kind Undefined for one without. Those of one place are of one response if there are as many of both, else
    /// the event of a response follows its cost.
    /// </summary>
    private JsonElement[] CostsOf(JsonElement metrics, JsonElement[] usages)
    {
        if (HasAllCosts(metrics))
            return [.. metrics.Get("costs"u8).Items()];
        JsonElement[] costs = new JsonElement[usages.Length];
        int next = 0;
        foreach (JsonElement cost in metrics.Get("costs"u8).Items().OrderBy(cost => cost.Time("timestamp"u8) ?? 0))
        {
            if (cost.Time("timestamp"u8) is not { } ms)
                continue;
            while (next < usages.Length && !(TimeOf(usages[next]) >= ms))
                next++;
            if (next < usages.Length && TimeOf(usages[next]) - ms <= LongestDelay)
                costs[next++] = cost;
        }

        return costs;
    }

    private long? TimeOf(JsonElement usage) => events.TimeOf(usage.Text("response_id"u8, names));

    private void Add(string use, JsonElement metrics, bool isRepeated, SessionRow session, RowSink sink)
    {
        JsonElement[] usages = [.. metrics.Get("token_usages"u8).Items()],
            costs = CostsOf(metrics, usages);
        Dictionary<string, int> twins = new(StringComparer.Ordinal);
        for (int i = 0; i < usages.Length; i++)
        {
            TokenUsage tokens = OpenHandsUsage.Of(usages[i], sink);
            string? response = usages[i].Text("response_id"u8, names);
            int twin = twins.GetValueOrDefault(response ?? "");
            twins[response ?? ""] = twin + 1;
            RecordKey key = OpenHandsIdentity.OfResponse(session.Session.SessionId, use, response, twin);
            bool isKnownBelow = isRepeated && ResponseIds.Identity(response) is null;
            if (isKnownBelow)
                sink.Batch.Replaced.Add(key);
            if (isKnownBelow || tokens.IsZero)
                continue;
            long ms = costs[i].Time("timestamp"u8) ?? events.TimeOf(response) ?? sink.FileModifiedMs;
            session.Seen(ms);
            sink.Add(
                new UsageRow
                {
                    Key = key,
                    Rank = new Rank(tokens.Output, 0),

                    // A sub-agent's own state owns what its conversation repeats.
                    OwnerRank = new Rank(MarkOf(use) is null ? 1 : 0, 0),
                    UnixMs = ms,
                    Tokens = tokens,
                    Requests = 1,
                    Evidence = UsageEvidence.Recorded,
                    Model = usages[i].Text("model"u8, names) ?? metrics.Text("model_name"u8, names),
                    ReportedNano = costs[i].Nano("cost"u8),
                    Session = session.Session,
                    Folder = session.WorkingDirectory,
                }
            );
        }
    }
}

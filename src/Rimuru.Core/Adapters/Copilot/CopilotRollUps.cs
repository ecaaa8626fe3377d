using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>The usage of one leg of a session with one model, known only as a sum.</summary>
internal sealed record CopilotRollUp(string Model, int Requests, CopilotUsage Used, CopilotUsage Total, double? NanoAiu)
{
    /// <summary>True if the log does not say of how many requests it is the sum.</summary>
    public bool IsUncounted { get; init; }

    /// <summary>
    /// An even share; the shares add up to the sum. Disjoint parts are shared separately: with overlapping parts, a share could exceed its
    /// whole.
    /// </summary>
    public TokenUsage Share(int index)
    {
        long Part(long whole) => (whole * (index + 1) / Requests) - (whole * index / Requests);
        TokenUsage used = Used.Tokens;
        long reasoning = Part(used.Reasoning);
        return new TokenUsage(
            Part(used.Input),
            Part(used.CacheRead),
            Part(used.CacheWrite5m),
            0,
            Part(used.Output - used.Reasoning) + reasoning,
            reasoning
        );
    }
}

/// <summary>What the totals of a shutdown cover.</summary>
internal enum CopilotCount
{
    /// <summary>All legs of the session so far: the totals continue after a resume.</summary>
    Session,

    /// <summary>The leg that was shut down.</summary>
    Leg,

    /// <summary>What came after the last compaction of the leg.</summary>
    Compaction,
}

/// <summary>
/// The totals that a session logs when it shuts down. Which requests they cover differs by release. The leg's own messages show it: the
/// output of those that a total covers adds up to it. <c>docs/agents/Copilot.md</c> has the rules.
/// </summary>
internal sealed class CopilotRollUps
{
    /// <summary>The limit of requests in a leg: a larger count is a defect of the log, and the sum is counted as one request.</summary>
    private const long MaxRequests = 10_000;

    /// <summary>More tools with a model than a leg uses before its first record, and more characters than the usage of one has.</summary>
    private const int MaxTools = 100,
        MaxToolLength = 4096;

    private readonly Dictionary<string, (CopilotUsage Usage, long Requests, double NanoAiu)> known = new(StringComparer.Ordinal);
    private double knownNanoAiu;
    private readonly CopilotMessages before = new();
    private readonly CopilotMessages messages = new();
    private readonly CopilotMessages summaries = new();
    private readonly List<CopilotToolUsage> tools = [];
    private bool isCompacted;

    /// <summary>True if this leg has its requests one by one.</summary>
    public bool HasRecords { get; private set; }

    public void BeginLeg()
    {
        before.Clear();
        messages.Clear();
        summaries.Clear();
        tools.Clear();
        HasRecords = isCompacted = false;
    }

    /// <summary>Keeps what a tool used until it is known whether the leg has records.</summary>
    public void Wait(CopilotToolUsage tool)
    {
        if (tools.Count < MaxTools && tool.Json.Length <= MaxToolLength)
            tools.Add(tool);
    }

    /// <summary>What tools used before the leg's first record.</summary>
    public CopilotToolUsage[] TakeTools()
    {
        CopilotToolUsage[] taken = [.. tools];
        tools.Clear();
        return taken;
    }

    /// <summary>Adds a message of this leg. One with a call id becomes the record of that call; only a sum replaces it.</summary>
    public void Partial(RecordKey key, long output, bool namesCall) => messages.Add(key, output, namesCall);

    /// <summary>Adds the request for the summary of a compaction.</summary>
    public void Summary(RecordKey key, long output) => summaries.Add(key, output, namesCall: false);

    public void Recorded(RowSink sink)
    {
        HasRecords = true;
        foreach (CopilotMessages list in (CopilotMessages[])[before, messages, summaries])
            list.ReplaceUnnamed(sink);
    }

    /// <summary>Records a compaction: the totals start from zero, and no later one includes what was used before.</summary>
    public void Compacted()
    {
        isCompacted = true;
        before.Take(messages);
    }

    /// <summary>The usage of the leg beyond the earlier totals; empty if its records have it already.</summary>
    /// <param name="metrics">The totals by model.</param>
    /// <param name="nanoAiu">The cost of all models, for a release that does not have it by model.</param>
    /// <param name="names">The names of models.</param>
    /// <param name="sink">Receives implausible counts.</param>
    public List<CopilotRollUp> Shutdown(JsonElement metrics, double? nanoAiu, NameTable names, RowSink sink)
    {
        Dictionary<string, (CopilotUsage Usage, long Requests, double NanoAiu)> now = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in metrics.Properties())
        {
            if (names.Get(System.Text.Encoding.UTF8.GetBytes(name)) is { } model && value.ValueKind == JsonValueKind.Object)
                now[model] = (
                    CopilotUsage.Of(value.Get("usage"u8), sink),
                    value.Get("requests"u8).Tokens("count"u8, sink),
                    CopilotEvents.NanoAiuOf(value) ?? 0
                );
        }

        if (now.Count == 0)
            return [];
        bool fell = known.Any(earlier => !now.TryGetValue(earlier.Key, out var later) || later.Usage.FellFrom(earlier.Value.Usage));
        (CopilotCount count, bool holdsSummaries) = CountOf(now.Values.Sum(total => total.Usage.Output), fell);
        if (count != CopilotCount.Session || nanoAiu < knownNanoAiu)
            knownNanoAiu = 0;
        if (count != CopilotCount.Session)
            known.Clear();
        List<CopilotRollUp> parts = [];
        foreach ((string model, (CopilotUsage Usage, long Requests, double NanoAiu) total) in now)
        {
            (CopilotUsage Usage, long Requests, double NanoAiu) earlier = known.GetValueOrDefault(model);
            CopilotUsage used = total.Usage - earlier.Usage;
            long requests = total.Requests - earlier.Requests;
            bool isCounted = requests is > 0 and <= MaxRequests;
            known[model] = total;
            if (!HasRecords && !used.IsZero)
                parts.Add(
                    new CopilotRollUp(model, isCounted ? (int)requests : 1, used, total.Usage, total.NanoAiu - earlier.NanoAiu)
                    {
                        IsUncounted = !isCounted,
                    }
                );
        }

        double? spent = nanoAiu - knownNanoAiu;
        knownNanoAiu = nanoAiu ?? knownNanoAiu;

        // The cost is given to the largest of several models: the sum is right, and the log does not say how it is divided.
        if (parts.Count > 0 && parts.TrueForAll(part => CopilotUsage.NanoOfAiu(part.NanoAiu) is null))
        {
            CopilotRollUp largest = parts.MaxBy(part => part.Used.Tokens.Total)!;
            parts[parts.IndexOf(largest)] = largest with { NanoAiu = spent };
        }

        if (!HasRecords)
        {
            messages.Replace(sink);
            if (count != CopilotCount.Compaction)
                before.Replace(sink);
            if (holdsSummaries)
                summaries.Replace(sink);
        }

        BeginLeg();
        return parts;
    }

    public void Save(StateWriter state)
    {
        state.Add(HasRecords).Add(isCompacted).Add(BitConverter.DoubleToInt64Bits(knownNanoAiu)).Add(known.Count);
        foreach ((string model, (CopilotUsage usage, long requests, double nanoAiu)) in known)
        {
            usage.Save(state.Add(model));
            state.Add(requests).Add(BitConverter.DoubleToInt64Bits(nanoAiu));
        }

        before.Save(state);
        messages.Save(state);
        summaries.Save(state);
        state.Add(tools.Count);
        foreach (CopilotToolUsage tool in tools)
            state.Add(tool.UnixMs).Add(tool.Json);
    }

    public void Restore(StateReader state)
    {
        HasRecords = state.Flag();
        isCompacted = state.Flag();
        knownNanoAiu = BitConverter.Int64BitsToDouble(state.Number());
        for (long i = state.Number(); i > 0; i--)
            known[state.Text()!] = (CopilotUsage.Restore(state), state.Number(), BitConverter.Int64BitsToDouble(state.Number()));
        before.Restore(state);
        messages.Restore(state);
        summaries.Restore(state);
        for (long i = state.Number(); i > 0; i--)
            tools.Add(new CopilotToolUsage(state.Number(), state.Text()!));
    }

    /// <summary>Finds the messages that add up to a total; if none do, the kind follows from a compaction or a lower count.</summary>
    private (CopilotCount Count, bool HoldsSummaries) CountOf(long output, bool fell)
    {
        long leg = before.Output + messages.Output,
            session = known.Values.Sum(total => total.Usage.Output) + leg;
        foreach (bool holdsSummaries in (bool[])[false, true])
        {
            long written = holdsSummaries ? summaries.Output : 0;
            if (holdsSummaries && written == 0)
                continue;
            if (isCompacted && messages.Output > 0 && output == messages.Output + written)
                return (CopilotCount.Compaction, holdsSummaries);
            if (leg > 0 && output == leg + written)
                return (CopilotCount.Leg, holdsSummaries);
            if (leg > 0 && !fell && output == session + written)
                return (CopilotCount.Session, holdsSummaries);
        }

        if (isCompacted)
            return (CopilotCount.Compaction, false);
        return (fell ? CopilotCount.Leg : CopilotCount.Session, false);
    }
}

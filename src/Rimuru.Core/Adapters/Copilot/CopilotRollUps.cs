using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>What one leg of a session used of one model, known as a sum only.</summary>
internal sealed record CopilotRollUp(string Model, int Requests, CopilotUsage Used, CopilotUsage Total, NanoUsd? ReportedNano)
{
    /// <summary>
    /// An even share; the shares add up to the sum. Each part is shared on its own: of parts that overlap, a share could be more than its
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

/// <summary>What the totals of a shutdown are the sum of.</summary>
internal enum CopilotCount
{
    /// <summary>All legs of the session so far: they go on over a resume.</summary>
    Session,

    /// <summary>The leg that was shut down.</summary>
    Leg,

    /// <summary>What came after the last compaction of the leg.</summary>
    Compaction,
}

/// <summary>
/// The totals that a session logs when it shuts down. Which requests they hold differs by release: the leg's own messages tell, since the
/// output of those that
/// a total holds adds up to it. <c>docs/agents/Copilot.md</c> has the rules.
/// </summary>
internal sealed class CopilotRollUps
{
    /// <summary>No leg has more requests; a larger count is a defect of the log, and the sum is told as one.</summary>
    private const long MaxRequests = 10_000;

    private readonly Dictionary<string, (CopilotUsage Usage, long Requests, double NanoAiu)> known = new(StringComparer.Ordinal);
    private double knownNanoAiu;
    private readonly CopilotMessages before = new();
    private readonly CopilotMessages messages = new();
    private readonly CopilotMessages summaries = new();
    private bool isCompacted;

    /// <summary>True where this leg tells its requests one by one.</summary>
    public bool HasRecords { get; private set; }

    public void BeginLeg()
    {
        before.Clear();
        messages.Clear();
        summaries.Clear();
        HasRecords = isCompacted = false;
    }

    /// <summary>
    /// A message of this leg. One that names its call becomes the record of that call by itself; a sum alone takes its place.
    /// </summary>
    public void Partial(RecordKey key, long output, bool namesCall) => messages.Add(key, output, namesCall);

    /// <summary>The request that wrote the summary of a compaction.</summary>
    public void Summary(RecordKey key, long output) => summaries.Add(key, output, namesCall: false);

    public void Recorded(RowSink sink)
    {
        HasRecords = true;
        foreach (CopilotMessages told in (CopilotMessages[])[before, messages, summaries])
            told.ReplaceUnnamed(sink);
    }

    /// <summary>A compaction: the totals begin from nothing, and what was used before it is in none of those that come.</summary>
    public void Compacted()
    {
        isCompacted = true;
        before.Take(messages);
    }

    /// <summary>What the leg used beyond the totals before it; nothing where its records told already.</summary>
    /// <param name="metrics">The totals by model.</param>
    /// <param name="nanoAiu">What all of them cost, for a release that does not tell it by model.</param>
    /// <param name="names">The names of models.</param>
    /// <param name="sink">Told of absurd counts.</param>
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
            known[model] = total;
            if (!HasRecords && !used.IsZero)
                parts.Add(
                    new CopilotRollUp(
                        model,
                        requests is > 0 and <= MaxRequests ? (int)requests : 1,
                        used,
                        total.Usage,
                        CopilotUsage.NanoOfAiu(total.NanoAiu - earlier.NanoAiu)
                    )
                );
        }

        double? spent = nanoAiu - knownNanoAiu;
        knownNanoAiu = nanoAiu ?? knownNanoAiu;

        // Of several models the largest stands for all: the sum is right, and who paid what nobody told.
        if (parts.Count > 0 && parts.TrueForAll(part => part.ReportedNano is null))
        {
            CopilotRollUp largest = parts.MaxBy(part => part.Used.Tokens.Total)!;
            parts[parts.IndexOf(largest)] = largest with { ReportedNano = CopilotUsage.NanoOfAiu(spent) };
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
    }

    /// <summary>Which of the log's messages add up to a total; where none do, what a compaction or a smaller count says.</summary>
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

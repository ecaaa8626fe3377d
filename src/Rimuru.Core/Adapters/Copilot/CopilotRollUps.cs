using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>What one leg of a session used of one model, known as a sum only.</summary>
internal sealed record CopilotRollUp(string Model, int Requests, CopilotUsage Used, CopilotUsage Total, long? ReportedNano)
{
    /// <summary>An even share; the shares add up to the sum. Each part is shared on its own: of parts that overlap, a share could be more than its whole.</summary>
    public TokenUsage Share(int index)
    {
        long Part(long whole) => (whole * (index + 1) / Requests) - (whole * index / Requests);
        TokenUsage used = Used.Tokens;
        long reasoning = Part(used.Reasoning);
        return new TokenUsage(Part(used.Input), Part(used.CacheRead), Part(used.CacheWrite5m), 0, Part(used.Output - used.Reasoning) + reasoning, reasoning);
    }
}

/// <summary>The running totals that a session logs when it shuts down. They go on over a resume; one that fell, or a compaction, began anew.</summary>
internal sealed class CopilotRollUps
{
    /// <summary>No leg has more requests; a larger count is a defect of the log, and the sum is told as one.</summary>
    private const long MaxRequests = 10_000;

    private readonly Dictionary<string, (CopilotUsage Usage, long Requests, double NanoAiu)> known = new(StringComparer.Ordinal);
    private double knownNanoAiu;
    private readonly List<RecordKey> partial = [];
    private readonly List<RecordKey> called = [];

    /// <summary>True where this leg tells its requests one by one.</summary>
    public bool HasRecords { get; private set; }

    public void BeginLeg()
    {
        partial.Clear();
        called.Clear();
        HasRecords = false;
    }

    /// <summary>A message of this leg. One that names its call becomes the record of that call by itself; a sum alone takes its place.</summary>
    public void Partial(RecordKey key, bool namesCall) => (namesCall ? called : partial).Add(key);

    public void Recorded(RowSink sink)
    {
        HasRecords = true;
        Replace(partial, sink);
    }

    public void Reset()
    {
        known.Clear();
        knownNanoAiu = 0;
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
                now[model] = (CopilotUsage.Of(value.Get("usage"u8), sink), value.Get("requests"u8).Tokens("count"u8, sink), CopilotEvents.NanoAiuOf(value) ?? 0);
        }

        if (now.Count == 0) return [];
        bool isNew = known.Any(before => !now.TryGetValue(before.Key, out var later) || later.Usage.FellFrom(before.Value.Usage));
        if (isNew || nanoAiu < knownNanoAiu) knownNanoAiu = 0;
        if (isNew) known.Clear();
        List<CopilotRollUp> parts = [];
        foreach ((string model, (CopilotUsage Usage, long Requests, double NanoAiu) total) in now)
        {
            (CopilotUsage Usage, long Requests, double NanoAiu) before = known.GetValueOrDefault(model);
            CopilotUsage used = total.Usage - before.Usage;
            long requests = total.Requests - before.Requests;
            known[model] = total;
            if (!HasRecords && !used.IsZero)
                parts.Add(new CopilotRollUp(model, requests is > 0 and <= MaxRequests ? (int)requests : 1, used, total.Usage, CopilotUsage.NanoOfAiu(total.NanoAiu - before.NanoAiu)));
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
            Replace(partial, sink);
            Replace(called, sink);
        }

        BeginLeg();
        return parts;
    }

    public void Save(StateWriter state)
    {
        state.Add(HasRecords).Add(BitConverter.DoubleToInt64Bits(knownNanoAiu)).Add(known.Count);
        foreach ((string model, (CopilotUsage usage, long requests, double nanoAiu)) in known)
        {
            usage.Save(state.Add(model));
            state.Add(requests).Add(BitConverter.DoubleToInt64Bits(nanoAiu));
        }

        foreach (List<RecordKey> keys in (List<RecordKey>[])[partial, called])
        {
            state.Add(keys.Count);
            foreach (RecordKey key in keys) state.Add(key);
        }
    }

    public void Restore(StateReader state)
    {
        HasRecords = state.Flag();
        knownNanoAiu = BitConverter.Int64BitsToDouble(state.Number());
        for (long i = state.Number(); i > 0; i--) known[state.Text()!] = (CopilotUsage.Restore(state), state.Number(), BitConverter.Int64BitsToDouble(state.Number()));
        foreach (List<RecordKey> keys in (List<RecordKey>[])[partial, called])
        {
            for (long i = state.Number(); i > 0; i--) keys.Add(state.Key());
        }
    }

    /// <summary>What the messages told in part is told in full now.</summary>
    private static void Replace(List<RecordKey> keys, RowSink sink)
    {
        sink.Batch.Superseded.AddRange(keys);
        keys.Clear();
    }
}

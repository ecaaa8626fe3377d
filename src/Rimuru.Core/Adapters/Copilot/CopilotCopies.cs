using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// Tells which rows of a session another of its sources tells better. Requests in the database and in the event log are matched one to one
/// by their
/// tokens, so that either alone, and both together, give the same. <c>docs/agents/Copilot.md</c> has the rules.
/// </summary>
internal static class CopilotCopies
{
    /// <summary>A message is logged a moment before or behind its row in the database.</summary>
    private const long SlackMs = 5000;

    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> sources)
    {
        CopilotEntry[] store = Entries(sources, CopilotSource.Store),
            events = Entries(sources, CopilotSource.Events),
            otel = Entries(sources, CopilotSource.Otel);
        HashSet<RecordKey> records = [];
        Dictionary<long, int> recorded = [];
        foreach (CopilotEntry entry in events)
        {
            if (entry.Evidence == CopilotEvidence.Record && records.Add(entry.Key))
                recorded[entry.Match] = recorded.GetValueOrDefault(entry.Match) + 1;
        }

        HashSet<RecordKey> summedBetter = [],
            toldBetter = [];
        foreach (CopilotLeg leg in CopilotLeg.Of(store, events, SlackMs))
            leg.Weigh(summedBetter, toldBetter);
        foreach (CopilotEntry entry in store)
        {
            int left = recorded.GetValueOrDefault(entry.Match);
            if (left > 0)
                recorded[entry.Match] = left - 1;
            yield return new Verdict(entry.Key, left > 0 || summedBetter.Contains(entry.Key));
        }

        // Older releases kept no database: what came before its first row of the session is told by the events alone.
        long storeSince = store.Length == 0 ? long.MaxValue : store.Min(entry => entry.UnixMs) - SlackMs;
        foreach (CopilotEntry entry in events)
        {
            // A trace of the same response may have been passed over before its record was read: they are one row.
            if (entry.Evidence == CopilotEvidence.Record)
                yield return new Verdict(entry.Key, false);
            else if (entry.Evidence == CopilotEvidence.RollUp)
                yield return new Verdict(entry.Key, toldBetter.Contains(entry.Key));
            else if (entry.Evidence == CopilotEvidence.Summary)
                yield return new Verdict(entry.Key, entry.UnixMs >= storeSince);
            else if (entry.Evidence == CopilotEvidence.Message && !records.Contains(entry.Key))
                yield return new Verdict(entry.Key, entry.UnixMs >= storeSince || otel.Length > 0);
        }

        bool isTold =
            store.Length > 0
            || Array.Exists(events, entry => entry.Evidence is CopilotEvidence.Record or CopilotEvidence.RollUp or CopilotEvidence.Summary);
        foreach (CopilotEntry entry in otel)
        {
            // A span and a usage record of one response are one row already.
            if (!records.Contains(entry.Key))
                yield return new Verdict(entry.Key, isTold);
        }
    }

    private static CopilotEntry[] Entries(IReadOnlyList<Lineage> sources, byte source) =>
        sources.FirstOrDefault(lineage => lineage.Source == source) is { } found ? CopilotEntry.ReadAll(found.Content) : [];
}

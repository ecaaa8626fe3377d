using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// Finds the rows of a session that another of its sources has in more detail. Requests in the database and in the event log are matched
/// one to one by their tokens, so that either source alone, and both together, give the same sums. <c>docs/agents/Copilot.md</c> has the
/// rules.
/// </summary>
internal static class CopilotCopies
{
    /// <summary>How long before or after its row in the database a message may be logged.</summary>
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

        HashSet<RecordKey> replacedRows = [],
            replacedTotals = [];
        foreach (CopilotLeg leg in CopilotLeg.Of(store, events, SlackMs))
            leg.Weigh(replacedRows, replacedTotals);
        foreach (CopilotEntry entry in store)
        {
            int left = recorded.GetValueOrDefault(entry.Match);
            if (left > 0)
                recorded[entry.Match] = left - 1;
            yield return new Verdict(entry.Key, left > 0 || replacedRows.Contains(entry.Key));
        }

        // Older releases had no database: only the events have what came before its first row of the session.
        long storeSince = store.Length == 0 ? long.MaxValue : store.Min(entry => entry.UnixMs) - SlackMs;
        foreach (CopilotEntry entry in events)
        {
            // A trace of the same response may have been skipped before its record was read: they are one row.
            if (entry.Evidence == CopilotEvidence.Record)
                yield return new Verdict(entry.Key, false);
            else if (entry.Evidence == CopilotEvidence.RollUp)
                yield return new Verdict(entry.Key, replacedTotals.Contains(entry.Key));
            else if (entry.Evidence == CopilotEvidence.Summary)
                yield return new Verdict(entry.Key, entry.UnixMs >= storeSince);
            else if (entry.Evidence == CopilotEvidence.Message && !records.Contains(entry.Key))
                yield return new Verdict(entry.Key, entry.UnixMs >= storeSince || otel.Length > 0);
        }

        bool isCopy =
            store.Length > 0
            || Array.Exists(events, entry => entry.Evidence is CopilotEvidence.Record or CopilotEvidence.RollUp or CopilotEvidence.Summary);
        foreach (CopilotEntry entry in otel)
        {
            // A span and a usage record of one response are already one row.
            if (!records.Contains(entry.Key))
                yield return new Verdict(entry.Key, isCopy);
        }
    }

    private static CopilotEntry[] Entries(IReadOnlyList<Lineage> sources, byte source) =>
        sources.FirstOrDefault(lineage => lineage.Source == source) is { } found ? CopilotEntry.ReadAll(found.Content) : [];
}

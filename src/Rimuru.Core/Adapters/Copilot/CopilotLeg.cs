using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// The usage of one leg of a session, by the totals of its shutdown and by the rows of the database. The database may lack requests that
/// the totals include: then the totals count. Otherwise the rows count, since they have each request separately.
/// </summary>
internal sealed class CopilotLeg
{
    private readonly List<CopilotEntry> rollUps = [];
    private readonly List<CopilotEntry> rows = [];

    /// <summary>The legs with totals, each with the database's rows since it began: a leg before it may have crashed.</summary>
    public static IEnumerable<CopilotLeg> Of(CopilotEntry[] store, CopilotEntry[] events, long slackMs)
    {
        long from = long.MinValue;
        foreach (
            IGrouping<long, CopilotEntry> shutdown in events
                .Where(entry => entry.Evidence == CopilotEvidence.RollUp)
                .GroupBy(entry => entry.UnixMs)
                .OrderBy(group => group.Key)
        )
        {
            long to = shutdown.Key + slackMs;
            from = events
                .Where(entry => entry.Evidence == CopilotEvidence.Leg && entry.UnixMs <= shutdown.Key)
                .Select(entry => entry.UnixMs - 1)
                .Append(from)
                .Max();
            CopilotLeg leg = new();
            leg.rollUps.AddRange(shutdown);
            leg.rows.AddRange(store.Where(row => row.UnixMs > from && row.UnixMs <= to));
            yield return leg;
            from = to;
        }
    }

    /// <summary>Adds the rows that the totals replace, and the totals that the rows replace.</summary>
    public void Weigh(HashSet<RecordKey> replacedRows, HashSet<RecordKey> replacedTotals)
    {
        if (rows.Count == 0)
            return;
        HashSet<long> models = [.. rollUps.Select(entry => entry.Model)];
        bool isNamedAlike = rows.TrueForAll(row => models.Contains(row.Model));
        if (!isNamedAlike || Covers(Sum(rows), Sum(rollUps)))
        {
            Weigh(rollUps, rows, replacedRows, replacedTotals);
            return;
        }

        foreach (long model in models)
            Weigh(
                [.. rollUps.Where(entry => entry.Model == model)],
                [.. rows.Where(row => row.Model == model)],
                replacedRows,
                replacedTotals
            );
    }

    private static void Weigh(
        List<CopilotEntry> rollUps,
        List<CopilotEntry> rows,
        HashSet<RecordKey> replacedRows,
        HashSet<RecordKey> replacedTotals
    )
    {
        if (rows.Count == 0)
            return;
        CopilotUsage sum = Sum(rollUps),
            ofRows = Sum(rows);

        // A history of an earlier version has no counts, and rows with more of anything are not a part of the totals.
        bool isPart = !rows.Exists(row => row.Used.IsZero) && Covers(sum, ofRows) && !Covers(ofRows, sum);
        if (isPart)
            replacedRows.UnionWith(rows.Select(row => row.Key));
        else
            replacedTotals.UnionWith(rollUps.Select(entry => entry.Key));
    }

    private static CopilotUsage Sum(List<CopilotEntry> entries) =>
        entries.Aggregate(default(CopilotUsage), (sum, entry) => sum + entry.Used);

    private static bool Covers(CopilotUsage whole, CopilotUsage part) => !whole.FellFrom(part);
}

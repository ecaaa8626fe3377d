using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// What a leg of a session used, by the totals of its shutdown and by the rows of the database. The database may lack requests that the
/// totals hold: then the totals
/// tell the leg, else the rows do, since they tell each request by itself.
/// </summary>
internal sealed class CopilotLeg
{
    private readonly List<CopilotEntry> rollUps = [];
    private readonly List<CopilotEntry> rows = [];

    /// <summary>The legs that have totals, each with the database's rows from behind the leg before.</summary>
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
            CopilotLeg leg = new();
            leg.rollUps.AddRange(shutdown);
            leg.rows.AddRange(store.Where(row => row.UnixMs > from && row.UnixMs <= to));
            yield return leg;
            from = to;
        }
    }

    /// <summary>Adds the rows that the totals tell better, and the totals that the rows tell better.</summary>
    public void Weigh(HashSet<RecordKey> summedBetter, HashSet<RecordKey> toldBetter)
    {
        if (rows.Count == 0)
            return;
        HashSet<long> models = [.. rollUps.Select(entry => entry.Model)];
        bool isNamedAlike = rows.TrueForAll(row => models.Contains(row.Model));
        if (!isNamedAlike || Covers(Sum(rows), Sum(rollUps)))
        {
            Weigh(rollUps, rows, summedBetter, toldBetter);
            return;
        }

        foreach (long model in models)
            Weigh([.. rollUps.Where(entry => entry.Model == model)], [.. rows.Where(row => row.Model == model)], summedBetter, toldBetter);
    }

    private static void Weigh(
        List<CopilotEntry> rollUps,
        List<CopilotEntry> rows,
        HashSet<RecordKey> summedBetter,
        HashSet<RecordKey> toldBetter
    )
    {
        if (rows.Count == 0)
            return;
        CopilotUsage sum = Sum(rollUps),
            told = Sum(rows);

        // A history of an earlier version has no counts, and rows that have more of anything are not a part of the totals.
        bool isPart = !rows.Exists(row => row.Used.IsZero) && Covers(sum, told) && !Covers(told, sum);
        if (isPart)
            summedBetter.UnionWith(rows.Select(row => row.Key));
        else
            toldBetter.UnionWith(rollUps.Select(entry => entry.Key));
    }

    private static CopilotUsage Sum(List<CopilotEntry> entries) =>
        entries.Aggregate(default(CopilotUsage), (sum, entry) => sum + entry.Used);

    private static bool Covers(CopilotUsage whole, CopilotUsage part) => !whole.FellFrom(part);
}

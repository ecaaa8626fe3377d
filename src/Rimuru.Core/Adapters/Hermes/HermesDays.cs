using System.Runtime.InteropServices;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>Shares the counters of a session out to its days. Every sum stays what it is: what the days lack has no day.</summary>
internal static class HermesDays
{
    /// <summary>
    /// Of the counters that were in use on a day the one that ended first takes what it can: the others still have days to come.
    /// </summary>
    /// <param name="counters">The counters that the days repeat.</param>
    /// <param name="days">The days.</param>
    public static List<HermesShare> Split(IReadOnlyList<HermesCounter> counters, IEnumerable<HermesDay> days)
    {
        HermesCounts[] left = [.. counters.Select(counter => counter.Counts)];
        int[] inOrder =
        [
            .. Enumerable
                .Range(0, left.Length)
                .OrderBy(i => counters[i].LastMs ?? long.MaxValue)
                .ThenBy(i => counters[i].Key)
                .ThenBy(i => left[i].Tokens.Total),
        ];
        List<(int Counter, HermesDay? Day, HermesCounts Counts)> parts = [];
        foreach (HermesDay day in days.OrderBy(day => day.StartMs))
        {
            HermesCounts ofDay = day.Counts;
            foreach (int i in inOrder.Where(i => day.Holds(counters[i])))
            {
                HermesCounts part = HermesCounts.Least(ofDay, left[i]);
                if (part.Tokens.IsZero)
                    continue;
                ofDay -= part;
                left[i] -= part;
                parts.Add((i, day, part));
            }
        }

        // A day may tell less reasoning than its output has.
        foreach (ref (int Counter, HermesDay? Day, HermesCounts Counts) part in CollectionsMarshal.AsSpan(parts))
        {
            long moved = Math.Min(left[part.Counter].Excess, part.Counts.Tokens.Output - part.Counts.Tokens.Reasoning);
            part.Counts = part.Counts.AddReasoning(moved);
            left[part.Counter] = left[part.Counter].AddReasoning(-moved);
        }

        parts.AddRange(inOrder.Where(i => !left[i].Tokens.IsZero).Select(i => (i, (HermesDay?)null, left[i])));
        return [.. parts.Select(part => new HermesShare(counters[part.Counter], part.Day, part.Counts))];
    }
}

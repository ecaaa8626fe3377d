using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Resolves the copies in those families of threads that a transaction changed.</summary>
internal sealed class Lineages(ILineageTable table, UsageWriter usage)
{
    /// <summary>
    /// Decides every thread whose own history, parent or sibling is new since the last time, and the threads that continue it.
    /// </summary>
    public void Resolve(LineageResolver resolver, RowPricer price)
    {
        if (!table.HasUnresolved)
            return;
        HashSet<RecordKey> seen = [.. table.ChangedParents()];
        Queue<RecordKey> changed = new(seen);
        while (changed.TryDequeue(out RecordKey parent))
        {
            List<Lineage> parents = table.Of(parent),
                forks = table.ForksOf(parent);
            foreach (IGrouping<RecordKey, Lineage> fork in forks.GroupBy(lineage => lineage.Thread))
            {
                Decide(resolver, price, [.. fork], parents, forks);
                if (seen.Add(fork.Key))
                    changed.Enqueue(fork.Key);
            }
        }

        foreach (RecordKey thread in table.ChangedOrphans())
            Decide(resolver, price, table.Of(thread), [], []);
        table.MarkResolved();
    }

    private void Decide(LineageResolver resolver, RowPricer price, List<Lineage> sources, List<Lineage> parents, List<Lineage> forks)
    {
        List<Verdict> verdicts = [.. resolver(sources[0].Agent, new LineageFamily(sources, parents, forks, table.Of))];
        usage.Retract(verdicts, Retraction.Copy);
        foreach (Verdict verdict in verdicts)
        {
            if (verdict.Model is { } model)
                usage.SetModel(verdict.Key, model, price);
            if (verdict.Rest is { } rest)
                usage.SetRest(verdict.Key, rest, price);
        }
    }
}

/// <summary>Merges what a file adds to a thread's history.</summary>
internal static class LineageMerge
{
    /// <summary>
    /// The earlier part of a history is kept. Of two histories the longer one wins; of equal lengths the one with the greater bytes. Null
    /// if nothing is added.
    /// </summary>
    /// <param name="known">The history so far; null if there is none.</param>
    /// <param name="lineage">The history in the file.</param>
    public static byte[]? Content(byte[]? known, Lineage lineage)
    {
        if (known is not null && lineage.Content.Length == 0 && lineage.Start > 0)
            return null;
        int end = lineage.Start + lineage.Content.Length;
        if (known?.Length > end)
            return known;
        byte[] said = [.. known.AsSpan(0, Math.Min(lineage.Start, known?.Length ?? 0)), .. lineage.Content];
        return known?.Length == said.Length && known.AsSpan().SequenceCompareTo(said) > 0 ? known : said;
    }
}

using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Resolves the copies in those families of threads that a transaction changed.</summary>
internal sealed class Lineages(ILineageTable table, UsageWriter usage)
{
    /// <summary>Resolves every thread whose own history, parent or sibling has changed since the last call.</summary>
    public void Resolve(LineageResolver resolver)
    {
        if (!table.HasUnresolved) return;
        foreach (RecordKey parent in table.ChangedParents())
        {
            List<Lineage> parents = table.Of(parent), forks = table.ForksOf(parent);
            foreach (IGrouping<RecordKey, Lineage> fork in forks.GroupBy(lineage => lineage.Thread)) Decide(resolver, [.. fork], parents, forks);
        }

        foreach (RecordKey thread in table.ChangedOrphans()) Decide(resolver, table.Of(thread), [], []);
        table.MarkResolved();
    }

    private void Decide(LineageResolver resolver, List<Lineage> sources, List<Lineage> parents, List<Lineage> forks) =>
        usage.Retract([.. resolver(sources[0].Agent, sources, parents, forks)], Retraction.Copy);
}

/// <summary>Merges what a file adds to a thread's history.</summary>
internal static class LineageMerge
{
    /// <summary>The earlier part of a history is kept. Of two histories the longer one wins; of equal lengths the one with the greater bytes. Null if nothing is added.</summary>
    /// <param name="known">The history so far; null if there is none.</param>
    /// <param name="lineage">The history in the file.</param>
    public static byte[]? Content(byte[]? known, Lineage lineage)
    {
        if (known is not null && lineage.Content.Length == 0 && lineage.Start > 0) return null;
        int end = lineage.Start + lineage.Content.Length;
        if (known?.Length > end) return known;
        byte[] said = [.. known.AsSpan(0, Math.Min(lineage.Start, known?.Length ?? 0)), .. lineage.Content];
        return known?.Length == said.Length && known.AsSpan().SequenceCompareTo(said) > 0 ? known : said;
    }
}

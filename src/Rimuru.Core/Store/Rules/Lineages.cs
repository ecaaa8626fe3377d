using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Has the families of threads decided that a transaction changed.</summary>
internal sealed class Lineages(ILineageTable table, UsageWriter usage)
{
    /// <summary>Decides every thread whose own history, parent or sibling is new since the last time.</summary>
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
        usage.Withdraw([.. resolver(sources[0].Agent, sources, parents, forks)], Withdrawal.Copy);
}

/// <summary>What becomes of a thread's history when a file adds to it.</summary>
internal static class LineageMerge
{
    /// <summary>What the reader handed over before is kept; of two histories the longer one tells more, of two equally long ones that with the greater bytes. Null where nothing is added.</summary>
    /// <param name="known">The history so far; null where there is none.</param>
    /// <param name="lineage">What the file says.</param>
    public static byte[]? Content(byte[]? known, Lineage lineage)
    {
        if (known is not null && lineage.Content.Length == 0 && lineage.Start > 0) return null;
        int end = lineage.Start + lineage.Content.Length;
        if (known?.Length > end) return known;
        byte[] said = [.. known.AsSpan(0, Math.Min(lineage.Start, known?.Length ?? 0)), .. lineage.Content];
        return known?.Length == said.Length && known.AsSpan().SequenceCompareTo(said) > 0 ? known : said;
    }
}

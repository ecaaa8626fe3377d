using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>
/// Copies one ledger into another one, of any kind of store. What the other already has is merged like any copy, so the operation can be
/// repeated.
/// </summary>
internal sealed class LedgerCopy(ILedger source, ILedger destination, CancellationToken stop)
{
    private const long RowsPerCommit = 50_000;

    public long Sessions { get; private set; }

    public long Records { get; private set; }

    public RowCounts Counts { get; private set; } = new();

    public void Run(Action<long>? progress)
    {
        Counts = Apply(batch =>
        {
            Sessions += batch.Sessions.Count;
            Records += batch.Rows.Count;
            progress?.Invoke(Records);
        });
    }

    /// <summary>
    /// Verifies that nothing was lost: reading the source again changes nothing more, and a ledger that was empty now has the same sums.
    /// E1007: the copy differs.
    /// </summary>
    /// <param name="wasEmpty">True if the destination had no record before.</param>
    /// <returns>The tokens of the source's records that count.</returns>
    public long Verify(bool wasEmpty)
    {
        RowCounts again = Apply(_ => { });
        if (again.Added + again.Changed + again.Retracted > 0)
            throw Mismatch(
                $"{again.Added} records were still missing and {again.Changed + again.Retracted} different when they were checked "
                    + "again; is another process writing to the source?"
            );
        (SortedDictionary<string, Sums> wanted, SortedDictionary<string, Sums> found) = (SumsOf(source), SumsOf(destination));
        foreach ((string group, Sums sums) in wanted)
        {
            if (
                !found.TryGetValue(group, out Sums there)
                || there.Requests < sums.Requests
                || (
                    wasEmpty
                    && (there.Requests, there.Tokens, there.WebSearches, there.CostNano)
                        != (sums.Requests, sums.Tokens, sums.WebSearches, sums.CostNano)
                )
            )
                throw Mismatch(
                    $"{group.Replace('\n', ' ')}: {sums.Requests} requests with {sums.Tokens.Total} tokens here, {there.Requests} with "
                        + $"{there.Tokens.Total} there."
                );
        }

        return wanted.Values.Sum(sums => sums.Tokens.Total);
    }

    private RowCounts Apply(Action<FileBatch> seen)
    {
        using ILedgerWriter writer = destination.Write(null, stop);
        foreach (FileBatch batch in source.Export(stop))
        {
            stop.ThrowIfCancellationRequested();
            writer.Apply(batch);
            seen(batch);
            if (writer.Pending >= RowsPerCommit)
                writer.CommitAndContinue();
        }

        writer.Commit();
        RowCounts sum = new();
        foreach (RowCounts counts in writer.Counts.Values)
        {
            sum.Added += counts.Added;
            sum.Changed += counts.Changed;
            sum.Retracted += counts.Retracted;
        }

        return sum;
    }

    /// <summary>Sums by agent, model and machine.</summary>
    private SortedDictionary<string, Sums> SumsOf(ILedger ledger)
    {
        ILedgerQueries queries = ledger.Read(stop);
        SortedDictionary<string, Sums> groups = new(StringComparer.Ordinal);
        foreach (LedgerCell cell in queries.ByTime(RollupKind.Time, null, null, withTimes: false))
        {
            Dimension dimension = queries.DimensionOf(cell.Dimension);
            string group = $"{dimension.Agent}\n{dimension.Model}\n{dimension.Machine}";
            Sums sums = groups.GetValueOrDefault(group);
            sums.Add(cell.Sums);
            if (!sums.IsEmpty)
                groups[group] = sums;
        }

        return groups;
    }

    private static RimuruException Mismatch(string what) =>
        new(ErrorCodes.DatabaseMismatch, $"The copy differs from its source. {what} The source was not changed; the copy can be repeated.");
}

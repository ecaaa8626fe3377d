using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>
/// Puts all of one ledger into another one, whatever keeps the two. What the other has already is merged like any copy, so that it can be
/// done again.
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
    /// Proves that nothing was lost: what is read again from the source changes nothing more, and a ledger that was empty has the same sums
    /// now. E1007 where that is not so.
    /// </summary>
    /// <param name="wasEmpty">True where the destination had no record before.</param>
    /// <returns>The tokens of the source's records that count.</returns>
    public long Verify(bool wasEmpty)
    {
        RowCounts again = Apply(_ => { });
        if (again.Added + again.Changed + again.Retracted > 0)
            throw Mismatch(
                $"{again.Added} records were still missing and {again.Changed + again.Retracted} different when they were looked at "
                    + "again; is somebody writing to the source?"
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

    /// <summary>By agent, model and machine.</summary>
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
        new(
            ErrorCodes.DatabaseMismatch,
            $"The copy is not what it was made of. {what} Nothing of the source was changed; the copy can be made again."
        );
}

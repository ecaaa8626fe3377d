using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Keeps removed old records from coming back when their log is read again, by a newer reader or from a copy.</summary>
internal sealed class Retention(IRetentionTable table)
{
    private readonly long beforeMs = table.BeforeMs ?? long.MinValue;

    /// <summary>
    /// Removes from a batch what is older than the ledger's retention limit. Histories of threads stay, to recognize copies of removed
    /// records; cursors stay, to avoid reading files again. A total covers everything since its count began. So a total that began before
    /// the limit is left out, unless the ledger still has its family; one of an unknown beginning is as old as itself.
    /// </summary>
    public void Filter(FileBatch batch)
    {
        if (beforeMs == long.MinValue)
            return;
        if (batch.Tools.Count > 0)
            RemoveTools(batch);
        batch.Rows.RemoveOlder(beforeMs);
        batch.Sessions.RemoveAll(session => session.LastMs < beforeMs);
        batch.Totals.RemoveAll(total =>
            (total.OriginMs == 0 ? total.UnixMs : total.OriginMs) < beforeMs && !table.HasTotals(total.OriginMs)
        );
    }

    private void RemoveTools(FileBatch batch)
    {
        HashSet<RecordKey> old = [];
        foreach (ref readonly UsageRow row in batch.Rows.Span)
        {
            if (row.UnixMs < beforeMs)
                old.Add(row.Key);
        }

        batch.Tools.RemoveAll(use => old.Contains(use.Record));
    }
}

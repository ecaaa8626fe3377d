using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Keeps what was removed for its age from coming back when its log is read again, by a newer reader or from a copy.</summary>
internal sealed class Retention(IRetentionTable table)
{
    private readonly long beforeMs = table.BeforeMs ?? long.MinValue;

    /// <summary>
    /// Takes out of a batch what is older than the ledger goes back. Histories of threads and cursors stay: the ones tell copies of removed records, the others keep files from being read again.
    /// A total covers everything since its count began, so one that began before is left out, unless the ledger has kept its family.
    /// </summary>
    public void Filter(FileBatch batch)
    {
        if (beforeMs == long.MinValue) return;
        batch.Rows.RemoveOlder(beforeMs);
        batch.Sessions.RemoveAll(session => session.LastMs < beforeMs);
        batch.Totals.RemoveAll(total => total.OriginMs < beforeMs && !table.HasTotals(total.OriginMs));
    }
}

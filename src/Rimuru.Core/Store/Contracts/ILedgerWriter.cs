using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>
/// One write to the ledger: rows, sessions, cursors and rollups of many files, in one transaction or several. Uncommitted changes are
/// rolled back on dispose.
/// </summary>
internal interface ILedgerWriter : IDisposable
{
    /// <summary>The row counts by agent.</summary>
    Dictionary<string, RowCounts> Counts { get; }

    /// <summary>Rows since the last commit.</summary>
    long Pending { get; }

    /// <summary>
    /// Applies a batch. Of several copies of a row, the one with the highest rank decides the usage and the one with the highest owner rank
    /// the owner.
    /// </summary>
    /// <returns>True if the batch's lists can be reused; false if the batch is written later.</returns>
    bool Apply(FileBatch batch);

    /// <summary>Decides every thread whose own history, parent or sibling is new since the last time.</summary>
    /// <param name="resolver">Decides.</param>
    /// <param name="price">Reprices a row whose model is in another thread's log.</param>
    void Resolve(LineageResolver resolver, RowPricer price);

    /// <summary>
    /// Writes the records that the resolver infers from totals, for every session with a new total or row. Call it after the copies are
    /// resolved.
    /// </summary>
    void Infer(TotalsResolver resolver);

    /// <summary>Commits what was written so far and begins the next transaction.</summary>
    void CommitAndContinue();

    void Commit();
}

/// <summary>Decides which rows of one thread are copies: its own sources, its parent's, its siblings'.</summary>
internal delegate IEnumerable<Verdict> LineageResolver(string agent, LineageFamily family);

/// <summary>Infers the requests that only totals of one family of sessions prove; null if the agent is unknown.</summary>
internal delegate IReadOnlyList<UsageRow>? TotalsResolver(string agent, IReadOnlyList<SessionTotal> totals);

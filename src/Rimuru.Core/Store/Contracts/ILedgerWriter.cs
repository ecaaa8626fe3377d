using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>One write to the ledger: rows, sessions, cursors and rollups of many files in one transaction at a time. Undone where it is not committed.</summary>
internal interface ILedgerWriter : IDisposable
{
    /// <summary>What was done, by agent.</summary>
    Dictionary<string, RowCounts> Counts { get; }

    /// <summary>Rows since the last commit.</summary>
    long Pending { get; }

    /// <summary>Of several copies of a row the one of the highest rank tells what was used, the one of the highest owner rank whose it was.</summary>
    /// <returns>True where nobody reads the batch any more, so that its lists can be filled again; false where it is written later.</returns>
    bool Apply(FileBatch batch);

    /// <summary>Decides every thread whose own history, parent or sibling is new since the last time.</summary>
    void Resolve(LineageResolver resolver);

    /// <summary>Writes the records that only totals prove, as the resolver works them out, for every session with a total or row that is new since the last time; after the copies are decided.</summary>
    void Infer(TotalsResolver resolver);

    /// <summary>Makes what was written so far last, and begins the next transaction.</summary>
    void CommitAndGoOn();

    void Commit();
}

/// <summary>Decides which rows of one thread are copies: its own sources, its parent's, its siblings'.</summary>
internal delegate IEnumerable<Verdict> LineageResolver(string agent, IReadOnlyList<Lineage> sources, IReadOnlyList<Lineage> parent, IReadOnlyList<Lineage> siblings);

/// <summary>Works out the requests that only the totals of one family of sessions prove; null where the agent is not known now.</summary>
internal delegate IReadOnlyList<UsageRow>? TotalsResolver(string agent, IReadOnlyList<SessionTotal> totals);

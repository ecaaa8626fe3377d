using Rimuru.Core.Records;

namespace Rimuru.Core.Store;

/// <summary>One write to the ledger: rows, sessions, cursors and rollups of many files in one transaction at a time. Undone where it is not committed.</summary>
internal interface ILedgerWriter : IDisposable
{
    /// <summary>What was done, by agent.</summary>
    Dictionary<string, RowCounts> Counts { get; }

    /// <summary>Rows since the last commit.</summary>
    long Pending { get; }

    /// <summary>Of several copies of a row the one of the highest rank tells what was used, the one of the highest owner rank whose it was.</summary>
    void Apply(FileBatch batch);

    /// <summary>Decides every thread whose own history, parent or sibling is new since the last time.</summary>
    void Resolve(LineageResolver resolver);

    /// <summary>Makes what was written so far last, and begins the next transaction.</summary>
    void CommitAndGoOn();

    void Commit();
}

/// <summary>Decides which rows of one thread are copies: its own sources, its parent's, its siblings'.</summary>
internal delegate IEnumerable<Verdict> LineageResolver(string agent, IReadOnlyList<Lineage> sources, IReadOnlyList<Lineage> parent, IReadOnlyList<Lineage> siblings);

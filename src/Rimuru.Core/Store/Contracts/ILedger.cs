using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>A ledger that is open, whatever keeps it. One thread at a time. What goes wrong in the database comes out as a <see cref="RimuruException"/>.</summary>
internal interface ILedger : IDisposable
{
    /// <summary>What reports read; the token ends what is begun until the next call.</summary>
    ILedgerQueries Read(CancellationToken stop);

    /// <summary>True where the login may read, but not write.</summary>
    bool IsReadOnly { get; }

    IModelStore Models { get; }

    /// <summary>Everything that it holds of sessions and usage, for another ledger.</summary>
    IEnumerable<FileBatch> Export(CancellationToken stop);

    /// <summary>True where an earlier ingest was cut off before it could decide which rows are copies, and which only totals prove.</summary>
    bool HasUnresolved { get; }

    /// <summary>This machine's log files that have been read.</summary>
    KnownFiles Files();

    /// <summary>How far one of them has been read; null where it has not. Reads only: another process may be writing for minutes.</summary>
    FileCursor? CursorOf(string path);

    /// <summary>Begins to write, as soon as no other process does.</summary>
    /// <param name="priceVersion">The version of the prices that the rows were priced with.</param>
    /// <param name="stop">Ends the waiting and the writing; what was committed stays.</param>
    /// <param name="changes">Where it is noted what changes; null where nobody wants to know.</param>
    ILedgerWriter Write(string? priceVersion, CancellationToken stop, LedgerChanges? changes = null);

    /// <summary>How often records or sessions were written, by anybody.</summary>
    long Writes { get; }

    /// <summary>Writes how sessions stand, in one transaction.</summary>
    /// <param name="findings">What a sweep found.</param>
    /// <param name="changes">Where it is noted what changes; null where nobody wants to know.</param>
    /// <param name="stop">Ends the waiting.</param>
    void Settle(IReadOnlyList<SessionFinding> findings, LedgerChanges? changes, CancellationToken stop);
}

using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>An open ledger in any kind of store. Not thread-safe. Database errors are thrown as <see cref="RimuruException"/>.</summary>
internal interface ILedger : IDisposable
{
    /// <summary>The queries for reports; the token cancels everything that is started before the next call.</summary>
    ILedgerQueries Read(CancellationToken stop);

    /// <summary>True if the login may read but not write.</summary>
    bool IsReadOnly { get; }

    IModelStore Models { get; }

    IBudgetStore Budgets { get; }

    LimitTable Limits { get; }

    MetricTable Metrics { get; }

    EventStore Events { get; }

    /// <summary>All sessions and usage, for a copy to another ledger.</summary>
    IEnumerable<FileBatch> Export(CancellationToken stop);

    /// <summary>True if an earlier ingest was interrupted before copies and inferred records were resolved.</summary>
    bool HasUnresolved { get; }

    /// <summary>The log files of this machine that have been read.</summary>
    KnownFiles Files();

    /// <summary>
    /// How far a log file has been read; null if it has not. Read-only, since another process may hold the write lock for minutes.
    /// </summary>
    FileCursor? CursorOf(string path);

    /// <summary>Begins a write once no other process is writing.</summary>
    /// <param name="priceVersion">The price version of the rows.</param>
    /// <param name="stop">Cancels the waiting and the writing; committed rows stay.</param>
    /// <param name="changes">Collects the changes; null if not requested.</param>
    /// <param name="isNews">True if the hooks that want it get events of what changes.</param>
    ILedgerWriter Write(string? priceVersion, CancellationToken stop, LedgerChanges? changes = null, bool isNews = false);

    /// <summary>The number of writes of records or sessions so far, by all processes.</summary>
    long Writes { get; }

    /// <summary>Writes the status of sessions in one transaction.</summary>
    /// <param name="findings">The results of a sweep.</param>
    /// <param name="changes">Collects the changes; null if not requested.</param>
    /// <param name="stop">Cancels the waiting.</param>
    void Settle(IReadOnlyList<SessionFinding> findings, LedgerChanges? changes, CancellationToken stop);
}

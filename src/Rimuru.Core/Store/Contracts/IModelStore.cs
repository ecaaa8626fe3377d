using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The ledger's models and prices: listings of sources, prices set by the user, and the resulting price table.</summary>
internal interface IModelStore
{
    /// <summary>The state of the last fetch of each source.</summary>
    List<SourceState> Sources();

    /// <summary>The last valid listing of every source, without prices.</summary>
    List<ListedModel> Listed();

    /// <summary>Every price that a source ever listed, by source and model, oldest first.</summary>
    List<PriceObservation> Observations();

    /// <summary>The prices set by the user, by provider and model, oldest first.</summary>
    List<PriceOverride> Overrides();

    /// <summary>
    /// The base of the stored price table, so that it can be checked without reading it; null if the built-in table is in use.
    /// </summary>
    string? PriceTableBase();

    StoredPriceTable? PriceTable();

    /// <summary>Begins a transaction; rolled back on dispose if not committed.</summary>
    IModelWriter Write(CancellationToken stop);

    /// <summary>Claims or extends a lease on a job until a time; false if another process holds it. Times are Unix milliseconds.</summary>
    bool TryLease(string work, string owner, long nowMs, long untilMs);
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>What the ledger knows of models: what sources said, what the user set, and the price table that it adds up to.</summary>
internal interface IModelStore
{
    /// <summary>How the last fetch of each source went.</summary>
    List<SourceState> Sources();

    /// <summary>The last good listing of every source, without prices.</summary>
    List<ListedModel> Listed();

    /// <summary>Every price that a source ever named, by source and model, oldest first.</summary>
    List<PriceObservation> Observations();

    /// <summary>The user's own prices, by provider and model, oldest first.</summary>
    List<PriceOverride> Overrides();

    /// <summary>What the kept price table was made with, for a check without reading it; null where the built-in one holds.</summary>
    string? PriceTableBase();

    StoredPriceTable? PriceTable();

    /// <summary>A transaction of its own; undone where it is not committed.</summary>
    IModelWriter Write(CancellationToken stop);

    /// <summary>Takes or keeps a piece of work for one process until a time; false where another one has it. Times are Unix milliseconds.</summary>
    bool TryLease(string work, string owner, long nowMs, long untilMs);
}

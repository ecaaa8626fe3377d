using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>
/// One change of models and prices and the resulting repricing, in one transaction. Rolled back on dispose if not committed.
/// </summary>
internal interface IModelWriter : IDisposable
{
    /// <summary>Replaces a source's listing.</summary>
    void SaveListing(string source, IEnumerable<ListedModel> models, string day);

    /// <summary>Records that a source lists a price on a day: extends its last observation, or adds a new one from that day on.</summary>
    void SavePrice(PriceObservation price);

    /// <summary>Extends all observations of a source that reports no changes.</summary>
    void SeenAgain(string source, string day);

    void Save(SourceState state);

    void Save(PriceOverride price, long nowMs);

    void Remove(PriceOverride price);

    /// <summary>Stores the price table to use from now on; null for the built-in one.</summary>
    void Save(StoredPriceTable? table);

    /// <summary>
    /// Reprices records of other price versions and writes those whose cost changes, rollups included. A record with the same cost keeps
    /// its price version.
    /// </summary>
    /// <param name="price">The prices.</param>
    /// <param name="version">Their version.</param>
    /// <param name="changes">Collects the changes on commit; null if not requested.</param>
    List<Repriced> Reprice(RowPricer price, string version, LedgerChanges? changes = null);

    void Commit();
}

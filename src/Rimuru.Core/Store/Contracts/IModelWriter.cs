using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>One change of what the ledger knows of models, with the re-pricing that it entails, in one transaction. Undone where it is not committed.</summary>
internal interface IModelWriter : IDisposable
{
    /// <summary>Replaces a source's listing.</summary>
    void SaveListing(string source, IEnumerable<ListedModel> models, string day);

    /// <summary>Notes that a source names a price on a day: the one that it named last, or a new one from that day on.</summary>
    void SavePrice(PriceObservation price);

    /// <summary>A source that says that nothing has changed still names what it named.</summary>
    void SeenAgain(string source, string day);

    void Save(SourceState state);

    void Save(PriceOverride price, long nowMs);

    void Remove(PriceOverride price);

    /// <summary>Keeps the table that prices from now on; null where the built-in one does.</summary>
    void Save(StoredPriceTable? table);

    /// <summary>Prices again what another version priced, and changes what comes out differently, rollups included. A record whose cost stays keeps the version that priced it.</summary>
    /// <param name="price">The prices.</param>
    /// <param name="version">Their version.</param>
    /// <param name="changes">Where it is noted what changes, once it is committed; null where nobody wants to know.</param>
    List<Repriced> Reprice(RowPricer price, string version, LedgerChanges? changes = null);

    void Commit();
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The usage rows by key, as one transaction sees and changes them.</summary>
internal interface IUsageTable
{
    /// <summary>Loads rows that will be used, so that a remote store can fetch them together.</summary>
    void Prefetch(IReadOnlyList<RecordKey> keys);

    /// <summary>Adds a row; false if the key already exists.</summary>
    bool TryAdd(RecordKey key, in StoredUsage row);

    bool TryRead(RecordKey key, out StoredUsage row);

    /// <summary>Replaces an existing row, its retractions included.</summary>
    void Update(RecordKey key, in StoredUsage row);

    /// <summary>False if no row is known to be retracted, so that none needs to be read to be restored.</summary>
    bool MayHoldRetracted { get; }

    void SetRetractions(RecordKey key, int reasons);
}

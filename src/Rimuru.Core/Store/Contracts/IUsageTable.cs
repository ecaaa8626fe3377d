using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The usage rows by key, as one transaction sees and changes them.</summary>
internal interface IUsageTable
{
    /// <summary>Announces keys that are about to be used, so that a distant store can fetch them together.</summary>
    void Expect(IReadOnlyList<RecordKey> keys);

    /// <summary>True where there was no row with the key, and now is.</summary>
    bool TryAdd(RecordKey key, in StoredUsage row);

    bool TryRead(RecordKey key, out StoredUsage row);

    /// <summary>Replaces a row that is there, the reasons not to count included.</summary>
    void Update(RecordKey key, in StoredUsage row);

    void SetWithdrawn(RecordKey key, int reasons);
}

namespace Rimuru.Core.Store.Contracts;

/// <summary>The administration of a ledger in any kind of store. Opens lazily, and creates a ledger only when it restores one.</summary>
internal interface IStoreAdministration : IDisposable
{
    /// <summary>Describes the store and the contents of the ledger. E1001: it cannot be reached. E1004: it is not a ledger.</summary>
    StoreInfo Describe(CancellationToken stop);

    /// <summary>Runs all checks one after the other. A check that cannot run counts as failed and throws nothing.</summary>
    IEnumerable<StoreCheck> Check(CancellationToken stop);

    /// <summary>Writes a snapshot of the ledger into an empty file, without blocking writers.</summary>
    void Backup(string path, CancellationToken stop);

    /// <summary>Checks a backup as a whole, in a place of its own, and puts it in the place of the ledger, which stays as it is where anything fails.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="isPreview">Only check.</param>
    /// <param name="stop">Ends it.</param>
    BackupContent Restore(string path, bool isPreview, CancellationToken stop);

    /// <summary>Lifts the retention: what was removed for its age may come back, and every log is read again from its beginning.</summary>
    void Reset(CancellationToken stop);

    /// <summary>Removes the records before a time with their sums, and sessions that have no records left, in one transaction. The ledger must have this version.</summary>
    /// <param name="beforeMs">The time, in Unix milliseconds.</param>
    /// <param name="isPreview">Only count; remove nothing.</param>
    /// <param name="stop">Cancels it; nothing is removed.</param>
    Removed Remove(long beforeMs, bool isPreview, CancellationToken stop);

    /// <summary>Returns unused space to the disk and updates the query planner's statistics.</summary>
    void Compact(CancellationToken stop);
}

/// <summary>How many records that counted, and how many sessions, were removed.</summary>
/// <param name="Records">Records that counted.</param>
/// <param name="Sessions">Sessions that are left without any.</param>
/// <param name="FirstMs">The time of the oldest record; null where there is none.</param>
/// <param name="LastMs">That of the newest.</param>
internal readonly record struct Removed(long Records, long Sessions, long? FirstMs, long? LastMs);

/// <summary>What a backup holds.</summary>
/// <param name="Version">The version that it was made with.</param>
/// <param name="Records">Records that count.</param>
/// <param name="Sessions">Sessions.</param>
internal sealed record BackupContent(int Version, long Records, long Sessions);

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

    /// <summary>
    /// Checks a whole backup in a separate location, then replaces the ledger with it. If anything fails, the ledger is unchanged.
    /// </summary>
    /// <param name="path">The backup.</param>
    /// <param name="isPreview">Only check.</param>
    /// <param name="stop">Cancels it.</param>
    BackupContent Restore(string path, bool isPreview, CancellationToken stop);

    /// <summary>Removes the retention limit: removed records may come back, and every log is read again from its beginning.</summary>
    void Reset(CancellationToken stop);

    /// <summary>
    /// Removes the records before a time with their sums, and sessions that have no records left, in one transaction. The ledger must have
    /// this version.
    /// </summary>
    /// <param name="beforeMs">The time, in Unix milliseconds.</param>
    /// <param name="isPreview">Only count; remove nothing.</param>
    /// <param name="stop">Cancels it; nothing is removed.</param>
    Removed Remove(long beforeMs, bool isPreview, CancellationToken stop);

    /// <summary>Returns unused space to the disk and updates the query planner's statistics.</summary>
    void Compact(CancellationToken stop);
}

/// <summary>The number of removed counted records and sessions.</summary>
/// <param name="Records">Number of counted records.</param>
/// <param name="Sessions">Number of sessions that have no records left.</param>
/// <param name="FirstMs">Time of the oldest record in Unix milliseconds; null if there is none.</param>
/// <param name="LastMs">Time of the newest record in Unix milliseconds; null if there is none.</param>
internal readonly record struct Removed(long Records, long Sessions, long? FirstMs, long? LastMs);

/// <summary>The contents of a backup.</summary>
/// <param name="Version">The version of its tables.</param>
/// <param name="Records">Number of counted records.</param>
/// <param name="Sessions">Number of sessions.</param>
internal sealed record BackupContent(int Version, long Records, long Sessions);

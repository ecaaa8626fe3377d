namespace Rimuru.Core.Store.Contracts;

/// <summary>What an administrator does with a ledger, whatever keeps it. Opens nothing before it is asked, and makes a ledger only where it restores one.</summary>
internal interface IStoreAdministration : IDisposable
{
    /// <summary>What keeps the ledger, and what is in it. E1001 where it cannot be reached, E1004 where something else is there.</summary>
    StoreInfo Describe(CancellationToken stop);

    /// <summary>Looks for what is wrong, one check after the other. What cannot be looked at is a failed check, not an error.</summary>
    IEnumerable<StoreCheck> Check(CancellationToken stop);

    /// <summary>Writes the ledger as it is at one moment into a file that is empty so far, while others may write on.</summary>
    void Backup(string path, CancellationToken stop);

    /// <summary>Checks a backup as a whole, in a place of its own, and puts it in the place of the ledger, which stays as it is where anything fails.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="isPreview">Only check.</param>
    /// <param name="stop">Ends it.</param>
    BackupContent Restore(string path, bool isPreview, CancellationToken stop);

    /// <summary>Lifts the retention: what was removed for its age may come back, and every log is read again from its beginning.</summary>
    void Reset(CancellationToken stop);

    /// <summary>Removes the records from before a time with their sums, and the sessions that are left without any; all or nothing. The ledger has to be of this version.</summary>
    /// <param name="beforeMs">The time, in Unix milliseconds.</param>
    /// <param name="isPreview">Only count.</param>
    /// <param name="stop">Ends it; nothing is removed then.</param>
    Removed Remove(long beforeMs, bool isPreview, CancellationToken stop);

    /// <summary>Gives room that is not used back to the disk, and looks anew at what is where.</summary>
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

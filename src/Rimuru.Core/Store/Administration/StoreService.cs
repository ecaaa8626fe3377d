using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Logging;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Store.Administration;

/// <summary>The administration of the ledger's store.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="config">The configuration, with the retention time.</param>
/// <param name="origin">Which setting names the ledger.</param>
/// <param name="copySettings">Copies models, prices and budgets from one ledger to another.</param>
/// <param name="log">Rimuru's own log.</param>
internal sealed class StoreService(
    LedgerConnection ledger,
    RimuruConfig config,
    string origin,
    Action<ILedger, LedgerConnection, CancellationToken> copySettings,
    ActivityLog log
)
{
    private TimeProvider Time => ledger.Options.Time;

    /// <summary>Describes the store and the contents of the ledger. Creates nothing. E1001: the server cannot be reached.</summary>
    public StoreInfo Describe(CancellationToken stop)
    {
        using IStoreAdministration store = ledger.Administration();
        return log.Watch(LogArea.Store, "Look at the store", () => store.Describe(stop)) with { Origin = origin };
    }

    /// <summary>Runs the checks of the store one after the other. Creates and changes nothing.</summary>
    public IEnumerable<StoreCheck> Check(CancellationToken stop)
    {
        using IStoreAdministration store = ledger.Administration();
        foreach (StoreCheck check in store.Check(stop))
            yield return check;
    }

    /// <summary>Creates the ledger if there is none, and migrates it to this version.</summary>
    public void Initialize(CancellationToken stop) =>
        log.Run(LogArea.Store, "Create the ledger", () => ledger.Open(stop), _ => (LogLevel.Info, $"The ledger {ledger.Name} is there"));

    /// <summary>Writes a snapshot of the ledger to a file without blocking writers.</summary>
    public StoreBackup BackUp(string path, bool isForced, CancellationToken stop) =>
        log.Run(
            LogArea.Store,
            "Back up the ledger",
            () => BackUpNow(path, isForced, stop),
            backup => (LogLevel.Info, $"Backed up {backup.Store} to {backup.Path}")
        );

    private StoreBackup BackUpNow(string path, bool isForced, CancellationToken stop)
    {
        if (ledger.File is { } file && BackupFile.IsOfLedger(path, file))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{path} is the ledger itself; a backup needs a file of its own.", path);
        using IStoreAdministration store = ledger.Administration();
        StoreInfo info = store.Describe(stop);
        if (!info.Exists)
            throw LedgerErrors.Missing(info.Name);
        BackupFile.Write(path, isForced, next => store.Backup(next, stop));
        return new StoreBackup
        {
            Path = path,
            Store = info.Name,
            Kind = info.Kind,
            Version = info.Version ?? 0,
            Size = new FileInfo(path).Length,
            CreatedAt = Time.GetUtcNow(),
        };
    }

    /// <summary>
    /// Replaces the ledger with a backup, and migrates it to this version. E1010: the ledger is not empty and must not be replaced.
    /// </summary>
    public void Restore(string path, bool isForced, CancellationToken stop) =>
        log.Run(LogArea.Store, "Restore the ledger", () => RestoreNow(path, isForced, stop), $"Restored {ledger.Name} from {path}");

    private void RestoreNow(string path, bool isForced, CancellationToken stop)
    {
        BackupFile.KindOf(path);
        if (!isForced && ReplacedBy(stop) is { } known)
            throw new RimuruException(
                ErrorCodes.WouldReplace,
                $"The ledger {known.Name} has {known.Records} records of {known.Sessions} sessions. Give {Terms.Force} to replace it.",
                known.Name
            );
        ledger.Close();
        using IStoreAdministration store = ledger.Administration();
        store.Restore(path, isPreview: false, stop);
    }

    /// <summary>What a restore would do, after all checks of the backup. Changes nothing.</summary>
    public StoreRestoration PreviewRestore(string path, CancellationToken stop)
    {
        using IStoreAdministration store = ledger.Administration();
        BackupContent content = store.Restore(path, isPreview: true, stop);
        StoreInfo? known = ReplacedBy(stop);
        return new StoreRestoration
        {
            Path = path,
            Store = ledger.Name,
            Version = content.Version,
            Records = content.Records,
            Sessions = content.Sessions,
            RecordsReplaced = known?.Records ?? 0,
            SessionsReplaced = known?.Sessions ?? 0,
        };
    }

    /// <summary>
    /// Removes the retention limit. The next command that reads logs reads all of them again, so removed records come back if logs still
    /// have them.
    /// </summary>
    public void Reset(CancellationToken stop) =>
        log.Run(LogArea.Store, "Lift the retention", () => ResetNow(stop), $"Lifted the retention of {ledger.Name}");

    private void ResetNow(CancellationToken stop)
    {
        if (!ledger.Exists)
            throw LedgerErrors.Missing(ledger.Name);
        if (ledger.Open(stop).IsReadOnly)
            throw ledger.MayOnlyRead();
        ledger.Close();
        using IStoreAdministration store = ledger.Administration();
        store.Reset(stop);
    }

    /// <summary>The ledger that a restore would replace; null if it is empty or does not exist.</summary>
    private StoreInfo? ReplacedBy(CancellationToken stop)
    {
        using IStoreAdministration store = ledger.Administration();
        return store.Describe(stop) is { Exists: true } known && (known.Records is not 0 || known.Sessions is not 0) ? known : null;
    }

    /// <summary>The time before which the configuration has records removed; null if it keeps all.</summary>
    public DateTimeOffset? RetentionTime => config.RetentionDays is { } days ? Time.GetUtcNow().AddDays(-days) : null;

    /// <summary>What <see cref="Optimize"/> would remove after the ledger is migrated to this version.</summary>
    public StoreOptimization CountOlder(DateTimeOffset? before, CancellationToken stop)
    {
        if (ledger.Exists)
            ledger.Open(stop);
        return Optimize(before, isPreview: true, stop);
    }

    /// <summary>Removes what is older than a time, gives free space back, and updates the query planner's statistics.</summary>
    /// <param name="before">The time; null to remove nothing.</param>
    /// <param name="isPreview">Only count what would be removed.</param>
    /// <param name="stop">Cancels it; nothing is removed then.</param>
    public StoreOptimization Optimize(DateTimeOffset? before, bool isPreview, CancellationToken stop) =>
        log.Run(
            LogArea.Store,
            "Optimize the store",
            () => OptimizeNow(before, isPreview, stop),
            done => (isPreview ? LogLevel.Debug : LogLevel.Info, Outcome(done, isPreview))
        );

    /// <summary>What a clean-up did, for the log.</summary>
    private static string Outcome(StoreOptimization done, bool isPreview)
    {
        string what = isPreview ? "Counted what would be removed from" : "Optimized",
            age = done.RetainedSince is { } time ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "any retention";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} {done.Store}: {done.RecordsRemoved} records and {done.SessionsRemoved} sessions are older than {age}"
        );
    }

    private StoreOptimization OptimizeNow(DateTimeOffset? before, bool isPreview, CancellationToken stop)
    {
        if (before > Time.GetUtcNow())
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture, $"{before:yyyy-MM-dd HH:mm} is in the future: that would remove every record.")
            );
        using IStoreAdministration store = ledger.Administration();
        StoreInfo info = store.Describe(stop);
        if (!info.Exists)
            throw LedgerErrors.Missing(info.Name);
        if (isPreview && info.Version < info.LatestVersion)
            throw new RimuruException(
                ErrorCodes.DatabaseMigration,
                $"The ledger {info.Name} has version {info.Version}, but this Rimuru's is {info.LatestVersion}: what would be removed "
                    + $"is unknown. {Terms.InitializeStore} migrates it.",
                info.Name
            );
        if (!isPreview)
            ledger.Open(stop);
        if (info.IsReadOnly && !isPreview)
            throw ledger.MayOnlyRead();
        ledger.Close();
        Removed removed = before is { } time ? store.Remove(time.ToUnixTimeMilliseconds(), isPreview, stop) : default;
        StoreOptimization result = new()
        {
            Store = info.Name,
            RetainedSince = before > info.RetainedSince || info.RetainedSince is null ? before : info.RetainedSince,
            RecordsRemoved = removed.Records,
            SessionsRemoved = removed.Sessions,
            FirstRemoved = Moment.Of(removed.FirstMs),
            LastRemoved = Moment.Of(removed.LastMs),
            SizeBefore = info.Size ?? 0,
        };
        if (isPreview)
            return result;
        store.Compact(stop);
        return result with { SizeAfter = store.Describe(stop).Size };
    }

    /// <summary>
    /// Copies this ledger into another one, of any kind, which is created if it does not exist, and verifies the copy by its totals. It can
    /// be repeated: nothing is added twice.
    /// </summary>
    /// <param name="destination">The other ledger's URL.</param>
    /// <param name="progress">Called on this thread with the records so far.</param>
    /// <param name="stop">Cancels the copy; what was committed stays.</param>
    public StoreCopyResult CopyTo(string destination, Action<long>? progress, CancellationToken stop) =>
        log.Run(
            LogArea.Store,
            "Copy the ledger",
            () => CopyNow(destination, progress, stop),
            copy =>
                (
                    LogLevel.Info,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Copied {copy.Source} to {copy.Destination}: {copy.RecordsAdded} of {copy.Records} records were new there"
                    )
                )
        );

    private StoreCopyResult CopyNow(string destination, Action<long>? progress, CancellationToken stop)
    {
        long started = Time.GetTimestamp();
        DatabaseUrl url = ledger.Parse(destination);
        if (!ledger.Exists)
            throw LedgerErrors.Missing(ledger.Name);
        if (url.Display == ledger.Name || (url.File is { } to && ledger.File is { } from && BackupFile.IsOfLedger(to, from)))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{url.Display} is the ledger itself.", url.Display);
        ILedger source = ledger.Open(stop);
        using LedgerConnection other = ledger.To(url);
        ILedger target = other.Open(stop);
        bool wasEmpty = !target.Read(stop).HasSessions;
        LedgerCopy copy = new(source, target, stop);
        copy.Run(progress);
        long tokens = copy.Verify(wasEmpty);

        // Last, because it may reprice records with the prices of both ledgers.
        copySettings(ledger.Ledger, other, stop);
        return new StoreCopyResult
        {
            Source = ledger.Name,
            Destination = url.Display,
            Sessions = copy.Sessions,
            Records = copy.Records,
            RecordsAdded = copy.Counts.Added,
            RecordsChanged = copy.Counts.Changed,
            TotalTokens = tokens,
            Duration = Time.GetElapsedTime(started),
        };
    }
}

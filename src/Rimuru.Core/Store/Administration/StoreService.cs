using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>The administration of the store that keeps the ledger.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="config">How long records are kept.</param>
/// <param name="origin">Who says where the ledger is.</param>
/// <param name="copyPrices">Puts what one ledger knows of models and prices into another.</param>
internal sealed class StoreService(
    LedgerConnection ledger,
    RimuruConfig config,
    string origin,
    Action<ILedger, LedgerConnection, CancellationToken> copyPrices
)
{
    private TimeProvider Time => ledger.Options.Time;

    /// <summary>
    /// Where the ledger is, what keeps it, and what is in it. Nothing is created to find out. E1001 where a server cannot be asked.
    /// </summary>
    public StoreInfo Describe(CancellationToken stop)
    {
        using IStoreAdministration store = ledger.Administration();
        return store.Describe(stop) with { Origin = origin };
    }

    /// <summary>Looks for what is wrong with the store, one check after the other. Nothing is created or changed.</summary>
    public IEnumerable<StoreCheck> Check(CancellationToken stop)
    {
        using IStoreAdministration store = ledger.Administration();
        foreach (StoreCheck check in store.Check(stop))
            yield return check;
    }

    /// <summary>Makes the ledger where there is none, and brings it to this version.</summary>
    public void Initialize(CancellationToken stop) => ledger.Open(stop);

    /// <summary>Writes the ledger as it is at one moment into a file, while others may write on.</summary>
    public StoreBackup BackUp(string path, bool isForced, CancellationToken stop)
    {
        if (ledger.File is { } file && BackupFile.IsOfLedger(path, file))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{path} is the ledger itself, and no place for its backup.", path);
        using IStoreAdministration store = ledger.Administration();
        StoreInfo info = store.Describe(stop);
        if (!info.Exists)
            throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger {info.Name}.", info.Name);
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
    /// Puts a backup in the place of the ledger, and brings it to this version. E1010 where the ledger has anything in it, unless that may
    /// be replaced.
    /// </summary>
    public void Restore(string path, bool isForced, CancellationToken stop)
    {
        BackupFile.KindOf(path);
        if (!isForced && ReplacedBy(stop) is { } known)
            throw new RimuruException(
                ErrorCodes.WouldReplace,
                $"The ledger {known.Name} has {known.Records} records of {known.Sessions} sessions. Give -Force (--force) to replace it.",
                known.Name
            );
        ledger.Close();
        using IStoreAdministration store = ledger.Administration();
        store.Restore(path, isPreview: false, stop);
    }

    /// <summary>What a restore would do, once the backup has passed every check that the restore makes. Nothing is changed.</summary>
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
    /// Lets what was removed for its age come back as far as logs still hold it: the next command that reads logs reads all of them again.
    /// </summary>
    public void Reset(CancellationToken stop)
    {
        if (!ledger.Exists)
            throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger {ledger.Name}.", ledger.Name);
        if (ledger.Open(stop).IsReadOnly)
            throw ledger.MayOnlyRead();
        ledger.Close();
        using IStoreAdministration store = ledger.Administration();
        store.Reset(stop);
    }

    /// <summary>The ledger as it is, where a restore would replace something; null where it is empty or not there.</summary>
    private StoreInfo? ReplacedBy(CancellationToken stop)
    {
        using IStoreAdministration store = ledger.Administration();
        return store.Describe(stop) is { Exists: true } known && (known.Records is not 0 || known.Sessions is not 0) ? known : null;
    }

    /// <summary>The time before which the configuration lets records be removed; null where it keeps all.</summary>
    public DateTimeOffset? RetentionTime => config.RetentionDays is { } days ? Time.GetUtcNow().AddDays(-days) : null;

    /// <summary>What <see cref="Optimize"/> would remove, once the ledger is of this version.</summary>
    public StoreOptimization CountOlder(DateTimeOffset? before, CancellationToken stop)
    {
        if (ledger.Exists)
            ledger.Open(stop);
        return Optimize(before, isPreview: true, stop);
    }

    /// <summary>Removes what is older than a time, gives room back, and has the database look anew at what is where.</summary>
    /// <param name="before">The time; null to remove nothing.</param>
    /// <param name="isPreview">Only count what would be removed.</param>
    /// <param name="stop">Ends it; what is removed is removed at once or not at all.</param>
    public StoreOptimization Optimize(DateTimeOffset? before, bool isPreview, CancellationToken stop)
    {
        if (before > Time.GetUtcNow())
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture, $"{before:yyyy-MM-dd HH:mm} is in the future: that would remove every record.")
            );
        using IStoreAdministration store = ledger.Administration();
        StoreInfo info = store.Describe(stop);
        if (!info.Exists)
            throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger {info.Name}.", info.Name);
        if (isPreview && info.Version < info.LatestVersion)
            throw new RimuruException(
                ErrorCodes.DatabaseMigration,
                $"The ledger {info.Name} has version {info.Version}, and this Rimuru's is {info.LatestVersion}: what would be removed "
                    + "cannot be told. Initialize-RimuruStore brings it up to date.",
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
    /// Puts all of this ledger into another one, of either kind, which is made where it is not there; proves by the totals that it arrived.
    /// It can be done again: what arrived stays once.
    /// </summary>
    /// <param name="destination">The other ledger's URL.</param>
    /// <param name="progress">Called on this thread with the records so far.</param>
    /// <param name="stop">Ends the copy; what was committed stays.</param>
    public StoreCopyResult CopyTo(string destination, Action<long>? progress, CancellationToken stop)
    {
        long started = Time.GetTimestamp();
        DatabaseUrl url = ledger.Parse(destination);
        if (!ledger.Exists)
            throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger at {ledger.Name}.", ledger.Name);
        if (url.Display == ledger.Name || (url.File is { } to && ledger.File is { } from && BackupFile.IsOfLedger(to, from)))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{url.Display} is the ledger itself.", url.Display);
        using LedgerConnection other = ledger.To(url);
        ILedger target = other.Open(stop);
        bool wasEmpty = !target.Read(stop).HasSessions;
        LedgerCopy copy = new(ledger.Open(stop), target, stop);
        copy.Run(progress);
        long tokens = copy.Verify(wasEmpty);

        // Last, since it may price records anew: by what both ledgers know of prices together.
        copyPrices(ledger.Ledger, other, stop);
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

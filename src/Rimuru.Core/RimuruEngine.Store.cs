using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core;

/// <summary>The administration of the store that keeps the ledger.</summary>
internal sealed partial class RimuruEngine
{
    /// <summary>Where the ledger is, what keeps it, and what is in it. Nothing is created to find out. E1001 where a server cannot be asked.</summary>
    public StoreInfo DescribeStore(CancellationToken stop)
    {
        using IStoreAdministration store = Administration();
        return store.Describe(stop) with { Origin = StoreOrigin };
    }

    /// <summary>Looks for what is wrong with the store, one check after the other. Nothing is created or changed.</summary>
    public IEnumerable<StoreCheck> CheckStore(CancellationToken stop)
    {
        using IStoreAdministration store = Administration();
        foreach (StoreCheck check in store.Check(stop)) yield return check;
    }

    /// <summary>Makes the ledger where there is none, and brings it to this version.</summary>
    public void InitializeStore(CancellationToken stop) => OpenLedger(stop);

    /// <summary>Writes the ledger as it is at one moment into a file, while others may write on.</summary>
    public StoreBackup BackUpStore(string path, bool isForced, CancellationToken stop)
    {
        if (LedgerFile is { } ledgerFile && BackupFile.IsOfLedger(path, ledgerFile))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{path} is the ledger itself, and no place for its backup.", path);
        using IStoreAdministration store = Administration();
        StoreInfo info = store.Describe(stop);
        if (!info.Exists) throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger {info.Name}.", info.Name);
        BackupFile.Write(path, isForced, next => store.Backup(next, stop));
        return new StoreBackup { Path = path, Store = info.Name, Kind = info.Kind, Version = info.Version ?? 0, Size = new FileInfo(path).Length, CreatedAt = Time.GetUtcNow() };
    }

    /// <summary>Puts a backup in the place of the ledger, and brings it to this version. E1010 where the ledger has anything in it, unless that may be replaced.</summary>
    public void RestoreStore(string path, bool isForced, CancellationToken stop)
    {
        BackupFile.KindOf(path);
        if (!isForced && ReplacedBy(stop) is { } known)
            throw new RimuruException(ErrorCodes.WouldReplace, $"The ledger {known.Name} has {known.Records} records of {known.Sessions} sessions. Give -Force (--force) to replace it.", known.Name);
        Dispose();
        using IStoreAdministration store = Administration();
        store.Restore(path, isPreview: false, stop);
        (book, bookBase) = (null, null);
    }

    /// <summary>What a restore would do, in words, once the backup has passed every check that the restore makes. Nothing is changed.</summary>
    public string PreviewRestore(string path, CancellationToken stop)
    {
        using IStoreAdministration store = Administration();
        BackupContent content = store.Restore(path, isPreview: true, stop);
        string backup = string.Create(CultureInfo.InvariantCulture, $"the backup {path} of version {content.Version}, with {content.Records} records of {content.Sessions} sessions");
        return ReplacedBy(stop) is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"Replace the ledger, with {known.Records} records of {known.Sessions} sessions, by {backup}")
            : $"Make the ledger of {backup}";
    }

    /// <summary>Lets what was removed for its age come back as far as logs still hold it: the next command that reads logs reads all of them again.</summary>
    public void ResetRetention(CancellationToken stop)
    {
        if (!HasLedger) throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger {LedgerName}.", LedgerName);
        if (OpenLedger(stop).IsReadOnly) throw MayOnlyRead(LedgerName);
        Dispose();
        using IStoreAdministration store = Administration();
        store.Reset(stop);
    }

    /// <summary>The ledger as it is, where a restore would replace something; null where it is empty or not there.</summary>
    private StoreInfo? ReplacedBy(CancellationToken stop)
    {
        using IStoreAdministration store = Administration();
        return store.Describe(stop) is { Exists: true } known && (known.Records is not 0 || known.Sessions is not 0) ? known : null;
    }

    /// <summary>The time before which the configuration lets records be removed; null where it keeps all.</summary>
    public DateTimeOffset? RetentionTime => config.RetentionDays is { } days ? Time.GetUtcNow().AddDays(-days) : null;

    /// <summary>What <see cref="OptimizeStore"/> would remove, once the ledger is of this version.</summary>
    public StoreOptimization CountOlder(DateTimeOffset? before, CancellationToken stop)
    {
        if (HasLedger) OpenLedger(stop);
        return OptimizeStore(before, isPreview: true, stop);
    }

    /// <summary>Removes what is older than a time, gives room back, and has the database look anew at what is where.</summary>
    /// <param name="before">The time; null to remove nothing.</param>
    /// <param name="isPreview">Only count what would be removed.</param>
    /// <param name="stop">Ends it; what is removed is removed at once or not at all.</param>
    public StoreOptimization OptimizeStore(DateTimeOffset? before, bool isPreview, CancellationToken stop)
    {
        if (before > Time.GetUtcNow()) throw new RimuruException(ErrorCodes.InvalidArgument, string.Create(CultureInfo.InvariantCulture, $"{before:yyyy-MM-dd HH:mm} is in the future: that would remove every record."));
        using IStoreAdministration store = Administration();
        StoreInfo info = store.Describe(stop);
        if (!info.Exists) throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger {info.Name}.", info.Name);
        if (isPreview && info.Version < info.LatestVersion)
            throw new RimuruException(ErrorCodes.DatabaseMigration, $"The ledger {info.Name} has version {info.Version}, and this Rimuru's is {info.LatestVersion}: what would be removed cannot be told. Initialize-RimuruStore brings it up to date.", info.Name);
        if (!isPreview) OpenLedger(stop);
        if (info.IsReadOnly && !isPreview) throw MayOnlyRead(info.Name);
        Dispose();
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
        if (isPreview) return result;
        store.Compact(stop);
        return result with { SizeAfter = store.Describe(stop).Size };
    }

    private IStoreAdministration Administration() => LedgerStore.Administration(Url, Options, environment);

    /// <summary>Another home's ledger is where that home has it, whatever is configured for one's own.</summary>
    private string StoreOrigin => environment.IsOwnHome || namedDatabase is not null ? config.Entry(ConfigSchema.DatabaseUrl).Origin : "home folder";
}

using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Store.Administration;

/// <summary>The file of a backup. It is written under another name and renamed when it is complete; only its owner can read it.</summary>
internal static class BackupFile
{
    /// <summary>What any backup may need.</summary>
    private const long SmallestRoom = 256L << 20;

    /// <summary>
    /// Has a backup written. E1010 where a file is there and must not be replaced, E9002 where its folder cannot be written, or where
    /// a device, a pipe or a link to nothing is there.
    /// </summary>
    public static void Write(string path, bool isForced, Action<string> write)
    {
        if (File.Exists(path) && !isForced)
            throw new RimuruException(ErrorCodes.WouldReplace, $"{path} exists. Give {Terms.Force} to replace it.", path);
        if (File.Exists(path) && !RegularFile.Exists(path))
            throw new RimuruException(ErrorCodes.PathNotFound, $"{path} is not a regular file, and is not replaced by a backup.", path);
        string next = UnfinishedFile.Beside(path, "partial");
        try
        {
            PrivateFile.Create(next);
            write(next);
            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"{path} cannot be written: {e.Message}", path, e);
        }
        finally
        {
            UnfinishedFile.Remove(next);
        }
    }

    /// <summary>
    /// The kind of store of a backup, by the first bytes of the file. E9002: it cannot be read. E1009: it is not a backup.
    /// </summary>
    public static StoreKind KindOf(string path)
    {
        ReadOnlySpan<byte> head;
        try
        {
            head = RegularFile.ReadHead(path, 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"The backup {path} cannot be read: {e.Message}", path, e);
        }

        foreach (IStoreProvider provider in LedgerStore.Providers)
        {
            if (provider.IsBackup(head))
                return provider.Kind;
        }

        throw Invalid(path, $"it is neither {string.Join(" nor ", LedgerStore.Providers.Select(provider => provider.BackupForm))}");
    }

    /// <summary>True for the ledger's own file or one of its side files, whatever path leads to it.</summary>
    public static bool IsOfLedger(string path, string ledger) =>
        Array.Exists(
            ["", .. SqliteDatabase.SideFiles],
            (string ending) => RegularFile.IsSame(path, ledger + ending) || RegularFile.IsSame(path, FinalPath.Of(ledger) + ending)
        );

    /// <summary>
    /// How many bytes a backup may unpack to: no ledger is repetitive enough to be packed to a hundredth, and what is made to fill a disk
    /// is.
    /// </summary>
    public static long MostUnpacked(long packed)
    {
        const int MostRatio = 100;
        return Math.Clamp(packed, SmallestRoom / MostRatio, RegularFile.LargeLog / MostRatio) * MostRatio;
    }

    /// <summary>The free space of the disk of a file, in bytes; null if the system does not say.</summary>
    public static long? FreeSpace(string path)
    {
        try
        {
            string folder = Path.GetDirectoryName(path)!;
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public static RimuruException Invalid(string path, string reason, Exception? inner = null) =>
        new(ErrorCodes.BackupInvalid, $"{path} is not a backup of this ledger: {reason}.", path, inner);
}

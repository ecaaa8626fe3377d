using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>The file of a backup. It is written under another name and renamed when it is complete; only its owner can read it.</summary>
internal static class BackupFile
{
    /// <summary>
    /// Writes a backup with <paramref name="write"/>. E1010: the file exists and must not be replaced. E9002: its folder cannot be written.
    /// </summary>
    public static void Write(string path, bool isForced, Action<string> write)
    {
        if (File.Exists(path) && !isForced)
            throw new RimuruException(ErrorCodes.WouldReplace, $"{path} exists. Give -Force (--force) to replace it.", path);
        string next = $"{path}.{Guid.NewGuid():N}.partial";
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
            if (File.Exists(next))
                File.Delete(next);
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
            ["", "-wal", "-shm", "-journal"],
            (string ending) => RegularFile.IsSame(path, ledger + ending) || RegularFile.IsSame(path, FinalPath.Of(ledger) + ending)
        );

    public static RimuruException Invalid(string path, string reason, Exception? inner = null) =>
        new(ErrorCodes.BackupInvalid, $"{path} is not a backup of this ledger: {reason}.", path, inner);
}

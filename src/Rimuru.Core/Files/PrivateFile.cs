namespace Rimuru.Core.Files;

/// <summary>Creates and checks files that only their owner can read, if the system supports that.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Creates a file and its folder for the owner only. The permissions of an existing file are left to the user.</summary>
    public static void Create(string path)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        if (OperatingSystem.IsWindows() || File.Exists(path))
            return;
        try
        {
            new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = OwnerFile,
                }
            ).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // another process created it first
        }
    }

    /// <summary>Creates a folder for the owner only. The permissions of an existing one are left to the user.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, OwnerFolder);
    }

    /// <summary>Creates a file like <see cref="Create"/>, and opens it for writing, without its content.</summary>
    public static FileStream Open(string path)
    {
        Create(path);
        return new FileStream(path, FileMode.Create, FileAccess.Write);
    }

    /// <summary>Why others than the owner can read or replace a file, and how to fix it; null if they cannot.</summary>
    public static (string Reason, string Advice)? WhyNotPrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            return null;
        if (WhyNotOwners(path) is { } found)
            return found;
        string folder = Path.GetDirectoryName(path)!;
        UnixFileMode mode = File.GetUnixFileMode(folder);
        bool isOthers = (mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0 && (mode & UnixFileMode.StickyBit) == 0;
        return isOthers ? ($"Others than its owner can write to the folder {folder}.", $"Keep them out: chmod go-w '{folder}'") : null;
    }

    /// <summary>The same by the file's own permissions, whoever may replace it.</summary>
    public static (string Reason, string Advice)? WhyNotOwners(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerFile | UnixFileMode.UserExecute)) != 0
            ? ($"{path} can be read or written by others than its owner.", $"Keep them out: chmod 600 '{path}'")
            : null;
}

namespace Rimuru.Core.Store.Administration;

/// <summary>Files that only their owner can read, as far as the system has such.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes a file, and its folder, for their owner alone. What is there already is the user's own affair.</summary>
    public static void Create(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, OwnerFolder);
        if (File.Exists(path))
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
            // another process was first
        }
    }

    /// <summary>
    /// What lets others than the owner read a file or put another in its place, and how to mend it; null where nothing does.
    /// </summary>
    public static (string Reason, string Advice)? WhyNotPrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            return null;
        if ((File.GetUnixFileMode(path) & ~(OwnerFile | UnixFileMode.UserExecute)) != 0)
            return ($"{path} can be read or written by others than its owner.", $"Keep them out: chmod 600 '{path}'");
        string folder = Path.GetDirectoryName(path)!;
        UnixFileMode mode = File.GetUnixFileMode(folder);
        bool isOthers = (mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0 && (mode & UnixFileMode.StickyBit) == 0;
        return isOthers ? ($"Others than its owner can write to the folder {folder}.", $"Keep them out: chmod go-w '{folder}'") : null;
    }
}

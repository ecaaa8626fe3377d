namespace Rimuru.Core.Skills;

/// <summary>Moves a folder or a link, also to another file system.</summary>
internal static class FolderMove
{
    /// <summary>
    /// Moves it. The target must not exist. To another file system it is copied first, and gone from its place only when the copy is whole.
    /// </summary>
    public static void Move(string from, string to)
    {
        if (new FileInfo(from).LinkTarget is { } target)
        {
            Directory.CreateSymbolicLink(to, target);
            RemoveLink(from);
            return;
        }

        try
        {
            Directory.Move(from, to);
        }
        catch (IOException) when (Directory.Exists(from) && !Path.Exists(to))
        {
            Copy(from, to);
            Directory.Delete(from, recursive: true);
        }
    }

    private static void RemoveLink(string path)
    {
        // On Windows a link to a folder is a folder; elsewhere it is a file.
        if (OperatingSystem.IsWindows() && File.GetAttributes(path).HasFlag(FileAttributes.Directory))
            Directory.Delete(path);
        else
            File.Delete(path);
    }

    private static void Copy(string from, string to)
    {
        try
        {
            Directory.CreateDirectory(to);
            foreach (FileSystemInfo entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
            {
                string copy = Path.Combine(to, entry.Name);
                if (entry.LinkTarget is { } target)
                    File.CreateSymbolicLink(copy, target);
                else if (entry is FileInfo file)
                    file.CopyTo(copy);
                else
                    Copy(entry.FullName, copy);
            }
        }
        catch
        {
            if (Directory.Exists(to))
                Directory.Delete(to, recursive: true);
            throw;
        }
    }
}

using System.IO.Enumeration;
using Rimuru.Core.Files;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// The folder that a plugin may write, and one beside it that it may not, for the canary. What the plugin made of its folder is not
/// trusted: no link is followed, and no depth is taken for granted.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>An entry takes at least this from a disk.</summary>
    private const int LeastBytes = 4096;

    private const int MostEntries = 20_000;

    private readonly TemporaryFolder folder = TemporaryFolder.Make();

    public WorkFolder() => Directory.CreateDirectory(Path);

    public string Path => System.IO.Path.Combine(FinalPath.Of(folder.Path), "work");

    /// <summary>A path beside the work folder.</summary>
    public string Beside(string name) => System.IO.Path.Combine(FinalPath.Of(folder.Path), name);

    /// <summary>The bytes below a path, counted as they take room.</summary>
    public static long BytesIn(string path)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) ? Room(new FileInfo(path).Length) : 0;
        FileSystemEnumerable<long> sizes = new(
            path,
            (ref FileSystemEntry entry) => IsLink(ref entry) || entry.IsDirectory ? LeastBytes : Room(entry.Length),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        };
        long bytes = 0;
        int entries = 0;
        foreach (long size in sizes)
        {
            bytes += size;
            if (++entries > MostEntries)
                throw new InvalidDataException($"more than {MostEntries} files");
        }

        return bytes;
    }

    /// <summary>The bytes of files that a process holds open, and that have no name any more.</summary>
    public static long NamelessBytes(int process)
    {
        string folder = $"/proc/{process}/fd";
        long bytes = 0;
        foreach (string file in Directory.EnumerateFileSystemEntries(folder))
        {
            // Most are pipes and the like, and this is done again and again: one look tells.
            if (
                FileStatus.Of(file) is { IsRegular: true } status
                && new FileInfo(file).LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == true
            )
                bytes += Room(status.Size);
        }

        return bytes;
    }

    public void Dispose()
    {
        try
        {
            Flatten();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next process tries again
        }

        folder.Dispose();
    }

    /// <summary>
    /// Lifts every folder to the top before it is removed, so that no path grows too long for the system, and gives it the rights that its
    /// maker took from it.
    /// </summary>
    private void Flatten()
    {
        Queue<string> folders = new([Path]);
        int name = 0;
        while (folders.TryDequeue(out string? here))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(here, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (FileSystemInfo entry in new DirectoryInfo(here).EnumerateFileSystemInfos())
            {
                if (entry is not DirectoryInfo || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    entry.Delete();
                    continue;
                }

                string lifted = Beside($"old{name++}");
                Directory.Move(entry.FullName, lifted);
                folders.Enqueue(lifted);
            }

            Directory.Delete(here);
        }
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static long Room(long bytes) => (bytes + LeastBytes - 1) / LeastBytes * LeastBytes;
}

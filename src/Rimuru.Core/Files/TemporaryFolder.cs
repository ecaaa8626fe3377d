using System.Diagnostics;
using System.Globalization;

namespace Rimuru.Core.Files;

/// <summary>
/// A folder of this process for copies of other programs' data, which only its user can read. Folders of killed processes are removed when
/// the next one is created.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "rimuru-copy-";

    private TemporaryFolder(string path) => Path = path;

    public string Path { get; }

    public static TemporaryFolder Make()
    {
        RemoveLeftovers();
        return new TemporaryFolder(
            Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName
        );
    }

    public void Dispose() => Remove(Path);

    private static void RemoveLeftovers()
    {
        try
        {
            foreach (string folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
            {
                if (FileStatus.OfEntry(folder) is { IsOwnOrRoots: false } or { IsFolder: false })
                    continue;
                string[] parts = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-');
                if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process))
                    Remove(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next process tries again
        }
    }

    /// <summary>True if this machine runs a process of this number.</summary>
    public static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next process removes it
        }
    }
}

using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Lists log files below a folder in one pass over the directory, without opening them.</summary>
internal static class LogFiles
{
    /// <summary>The depth to which an inaccessible folder is searched for by name.</summary>
    private const int MaxDepth = 32;

    private static readonly EnumerationOptions OneFolder = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <summary>The folders that exist, or may exist but are inaccessible, each once: two paths may be links to one folder.</summary>
    public static IEnumerable<string> Roots(IEnumerable<string> folders)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string folder in folders)
        {
            if ((Directory.Exists(folder) || RefusedAbove(folder) is not null) && seen.Add(FinalPath.Of(folder)))
                yield return folder;
        }
    }

    /// <inheritdoc cref="Below(string, string[], Func{string, bool}?)"/>
    public static IEnumerable<LogFile> Below(string root, string ending, Func<string, bool>? include = null) =>
        Below(root, [ending], include);

    /// <summary>
    /// Every file below the folder with one of these endings, and the inaccessible folders. Linked folders are listed once, so that a loop
    /// of links ends.
    /// </summary>
    public static IEnumerable<LogFile> Below(string root, string[] endings, Func<string, bool>? include = null)
    {
        string top = FinalPath.Of(root);
        HashSet<string> visited = new(StringComparer.Ordinal) { top };
        Queue<string> folders = new([root]);
        while (folders.TryDequeue(out string? folder))
        {
            if (!Directory.Exists(folder))
            {
                if (RefusedAbove(folder) is { } above)
                    yield return LogFile.Refused(above);
                continue;
            }

            using FolderWalk walk = new(folder, endings);
            while (walk.MoveNext())
            {
                if (include is null || include(walk.Current.Path))
                    yield return walk.Current;
            }

            foreach (string link in walk.Links)
            {
                string target = FinalPath.Of(link);
                if (!visited.Add(target))
                    continue;
                if (!IsWithin(FinalPath.Of(Path.GetDirectoryName(link)!), target) && !IsOfSystem(target))
                    folders.Enqueue(link);
                else if (!IsWithin(target, top))
                    yield return LogFile.Refused(link, $"the link leads to {target}, which is no folder of logs; it was not followed.");
            }

            foreach (string unnamed in walk.Unnamed)
                yield return LogFile.Refused(unnamed, "the folder's name is not UTF-8; its content was not read.");
            if (walk.IsTooDeep)
                yield return LogFile.Refused(folder, "some folders in it are too deep for the system; their content was not read.");
            if (!walk.IsRefused)
                continue;
            foreach (string refused in RefusedBelow(folder, MaxDepth))
                yield return LogFile.Refused(refused);
        }
    }

    /// <summary>
    /// The inaccessible folder above a path, because of which it is unknown whether the path exists; null if all folders above it are
    /// accessible.
    /// </summary>
    public static string? RefusedAbove(string place)
    {
        try
        {
            // One check for most paths; the folders above are checked only if access is denied.
            File.GetAttributes(place);
            return null;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return null; // it does not exist, or is not a path
        }
        catch (UnauthorizedAccessException)
        {
            string? folder = Path.GetDirectoryName(place);
            while (folder is not null && !Directory.Exists(folder))
                folder = Path.GetDirectoryName(folder);
            return folder is null || CanList(folder) ? null : folder;
        }
    }

    /// <summary>The files of one folder whose names match; empty if the folder does not exist or is inaccessible.</summary>
    public static IEnumerable<string> In(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern, OneFolder).Order(StringComparer.Ordinal) : [];

    /// <summary>The folders in one folder; empty if it does not exist or is inaccessible.</summary>
    public static IEnumerable<string> FoldersIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "*", OneFolder).Order(StringComparer.Ordinal) : [];

    /// <summary>True if a folder is another one or lies in it: a link from it to the other leads around in a circle.</summary>
    private static bool IsWithin(string folder, string other) =>
        folder == other || FinalPath.IsBelow(folder, other) || other == Path.GetPathRoot(folder);

    /// <summary>True for the folders in which the system shows processes and devices as files.</summary>
    private static bool IsOfSystem(string folder) =>
        !OperatingSystem.IsWindows() && Array.Exists(["/proc", "/sys", "/dev"], system => IsWithin(folder, system));

    private static IEnumerable<string> RefusedBelow(string folder, int depth)
    {
        if (!CanList(folder))
            return [folder];
        return depth == 0
            ? []
            : FoldersIn(folder)
                .Where(below => (AttributesOf(below) & FileAttributes.ReparsePoint) == 0)
                .SelectMany(below => RefusedBelow(below, depth - 1));
    }

    private static FileAttributes AttributesOf(string folder)
    {
        try
        {
            return File.GetAttributes(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileAttributes.ReparsePoint; // deleted, or a link that must not be followed
        }
    }

    private static bool CanList(string folder)
    {
        try
        {
            using IEnumerator<string> entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}

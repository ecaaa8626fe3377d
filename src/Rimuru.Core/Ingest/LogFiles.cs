using System.IO.Enumeration;

namespace Rimuru.Core.Ingest;

/// <summary>Lists log files below a folder in one pass over the directory, without opening any.</summary>
internal static class LogFiles
{
    private const int MaxDepth = 32;

    private static readonly EnumerationOptions Recursive = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MaxDepth,
        IgnoreInaccessible = true,
        AttributesToSkip = 0,
    };

    private static readonly EnumerationOptions OneFolder = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <summary>The folders that exist, each once: two names may be one folder, linked.</summary>
    public static IEnumerable<string> Roots(IEnumerable<string> folders)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string folder in folders)
        {
            if (Directory.Exists(folder) && seen.Add(Canonical(folder))) yield return folder;
        }
    }

    /// <summary>Every file below the folder whose name has the ending. Linked folders are followed once, so that a loop of links ends.</summary>
    public static IEnumerable<LogFile> Below(string root, string ending, Func<string, bool>? include = null)
    {
        HashSet<string> visited = new(StringComparer.Ordinal) { Canonical(root) };
        Queue<string> folders = new([root]);
        while (folders.TryDequeue(out string? folder))
        {
            if (!Directory.Exists(folder)) continue;
            List<string> links = [];
            FileSystemEnumerable<LogFile> files = new(folder, ToLogFile, Recursive)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    !entry.IsDirectory && entry.FileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase),
                ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                {
                    if ((entry.Attributes & FileAttributes.ReparsePoint) == 0) return true;
                    links.Add(entry.ToFullPath());
                    return false;
                },
            };
            foreach (LogFile file in files)
            {
                if (include is null || include(file.Path)) yield return file;
            }

            foreach (string link in links)
            {
                if (visited.Add(Canonical(link))) folders.Enqueue(link);
            }
        }
    }

    /// <summary>The files of one folder whose names match; none where there is no such folder or it may not be entered.</summary>
    public static IEnumerable<string> In(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern, OneFolder).Order(StringComparer.Ordinal) : [];

    /// <summary>The folders of one folder; none where there is no such folder or it may not be entered.</summary>
    public static IEnumerable<string> FoldersIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "*", OneFolder).Order(StringComparer.Ordinal) : [];

    /// <summary>The path with every link on the way resolved; the path itself where that cannot be told.</summary>
    public static string Canonical(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            string? parent = Path.GetDirectoryName(full);
            if (parent is null) return full;
            string here = Path.Combine(Canonical(parent), Path.GetFileName(full));
            return Directory.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here;
        }
        catch (IOException)
        {
            return full;
        }
        catch (UnauthorizedAccessException)
        {
            return full;
        }
    }

    private static LogFile ToLogFile(ref FileSystemEntry entry)
    {
        if ((entry.Attributes & FileAttributes.ReparsePoint) == 0)
            return new LogFile(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.UtcTicks);
        FileInfo target = new(entry.ToFullPath());
        if (target.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } real) target = real;
        return new LogFile(entry.ToFullPath(), target.Exists ? target.Length : 0, target.LastWriteTimeUtc.Ticks);
    }
}

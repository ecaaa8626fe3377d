using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Files;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Administration;

/// <summary>
/// A file that is kept beside another one only while a command works. What a killed process left behind goes with the next one.
/// </summary>
internal static partial class UnfinishedFile
{
    /// <summary>A file may lie in a folder of several machines, and a process has its number on one of them only.</summary>
    private static string Machine => NoWord().Replace(Environment.MachineName, "");

    /// <summary>The path for a new unfinished file beside another one.</summary>
    /// <param name="path">The absolute path of the other one.</param>
    /// <param name="ending">What it is for.</param>
    public static string Beside(string path, string ending)
    {
        RemoveLeftovers(path);
        return string.Create(CultureInfo.InvariantCulture, $"{path}.{Machine}-{Environment.ProcessId}-{Guid.NewGuid():N}.{ending}");
    }

    /// <summary>Removes one with everything that SQLite keeps beside it.</summary>
    public static void Remove(string path)
    {
        foreach (string ending in (string[])["", .. SqliteDatabase.SideFiles])
        {
            if (File.Exists(path + ending))
                File.Delete(path + ending);
        }
    }

    /// <summary>Removes what killed processes left beside a file.</summary>
    public static void RemoveLeftovers(string path)
    {
        try
        {
            string name = Path.GetFileName(path);
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!))
            {
                string found = Path.GetFileName(file);
                if (found.StartsWith(name, StringComparison.Ordinal) && IsAbandoned(found[name.Length..]))
                    File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next one looks again
        }
    }

    private static bool IsAbandoned(string mark) =>
        Mark().Match(mark) is { Success: true } found
        && found.Groups["machine"].Value == Machine
        && int.TryParse(found.Groups["process"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int process)
        && !TemporaryFolder.IsRunning(process);

    [GeneratedRegex(
        @"^\.(?<machine>\w*)-(?<process>\d+)-[0-9a-f]{32}\.(?:partial|restoring|former)(?:-wal|-shm|-journal)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Mark();

    [GeneratedRegex(@"\W", RegexOptions.CultureInvariant)]
    private static partial Regex NoWord();
}

using System.Diagnostics;

namespace Rimuru.Core.Tests;

/// <summary>The temporary folders of this process. Other tests make some, too, but theirs are soon gone.</summary>
internal static class TemporaryCopies
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static string[] Now() => Directory.GetDirectories(Path.GetTempPath(), $"rimuru-copy-{Environment.ProcessId}-*");

    /// <summary>Those that were not there before and that stay.</summary>
    public static string[] LeftSince(string[] before)
    {
        string[] left = [.. Now().Except(before)];
        Stopwatch wait = Stopwatch.StartNew();
        while (left.Any(Directory.Exists) && wait.Elapsed < Longest)
            Thread.Sleep(20);
        return Array.FindAll(left, Directory.Exists);
    }
}

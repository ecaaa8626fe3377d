using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Bench.Sides;

/// <summary>
/// How fast a reader of these logs could be at most: their bytes are read and cut into lines on every core, and nothing else.
/// </summary>
internal static class Limit
{
    public const string Name = "read and cut only";

    /// <summary>In this process, so without a start; its peak of memory is not told.</summary>
    public static MeasuredProcess Of(string home)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };
        FileInfo[] files = [.. new DirectoryInfo(home).EnumerateFiles("*.jsonl", all).OrderByDescending(file => file.Length)];
        int next = -1;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        Thread[] readers =
        [
            .. Enumerable
                .Range(0, Environment.ProcessorCount)
                .Select(_ => new Thread(() =>
                {
                    for (int i = Interlocked.Increment(ref next); i < files.Length; i = Interlocked.Increment(ref next))
                        Cut(files[i].FullName);
                })),
        ];
        foreach (Thread reader in readers)
            reader.Start();
        foreach (Thread reader in readers)
            reader.Join();
        return new MeasuredProcess(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            (Environment.CpuUsage.TotalTime - before).TotalSeconds,
            double.NaN
        );
    }

    private static void Cut(string path)
    {
        using SafeFileHandle handle = RegularFile.Open(path);
        LineScanner lines = new((target, at) => RandomAccess.Read(handle, target, at), 0);
        while (lines.Next(CancellationToken.None, out _)) { }

        lines.Dispose();
    }
}

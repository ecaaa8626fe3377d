using System.ComponentModel;
using System.Diagnostics;

namespace Rimuru.Core.Metrics;

/// <summary>
/// Windows and macOS, by what .NET tells of processes: not which one started which, and nothing of the processors and the memory of all.
/// </summary>
internal sealed class PortableProbe(TimeProvider time) : SystemProbe
{
    private readonly long begun = time.GetTimestamp();

    public override SystemLook Look()
    {
        Dictionary<int, SeenProcess> found = [];
        foreach (Process process in Process.GetProcesses())
        {
            using (process)
            {
                if (Try(() => process.StartTime.Ticks) is { } start)
                    found[process.Id] = new SeenProcess(
                        0,
                        start,
                        Try(() => process.TotalProcessorTime.Ticks),
                        Try(() => process.WorkingSet64)
                    );
            }
        }

        return new SystemLook(time.GetElapsedTime(begun).Ticks * Environment.ProcessorCount, null, null, null, found);
    }

    public override (string? Program, IReadOnlyList<string> Arguments) ProgramOf(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return (found.MainModule?.FileName, []);
        }
        catch (Exception e) when (IsUntold(e))
        {
            return (null, []);
        }
    }

    private static long? Try(Func<long> value)
    {
        try
        {
            return value();
        }
        catch (Exception e) when (IsUntold(e))
        {
            return null;
        }
    }

    /// <summary>It has ended, or is somebody else's.</summary>
    private static bool IsUntold(Exception e) =>
        e is Win32Exception or InvalidOperationException or NotSupportedException or ArgumentException;
}

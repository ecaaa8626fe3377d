using System.Diagnostics;
using System.Globalization;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// Looks at the process of a plugin again and again, and ends it where it exceeds a limit. The kernel's own limits hold where this looks
/// too late.
/// </summary>
internal sealed class PluginWatch
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    /// <summary>Looking at files takes at most this part of the time.</summary>
    private const int ShareOfDisk = 25;

    private readonly SandboxPolicy policy;
    private readonly int process;
    private readonly Func<TimeSpan> waited;
    private readonly Action<PluginViolationKind, string> end;
    private readonly string[] folders;
    private readonly long memoryAtStart;
    private readonly long diskAtStart;
    private volatile bool isOver;

    /// <param name="policy">The limits.</param>
    /// <param name="process">The process.</param>
    /// <param name="work">The work folder.</param>
    /// <param name="waited">How long the call that is under way was waited for.</param>
    /// <param name="end">Ends the process.</param>
    public PluginWatch(SandboxPolicy policy, int process, string work, Func<TimeSpan> waited, Action<PluginViolationKind, string> end)
    {
        this.policy = policy;
        this.process = process;
        this.waited = waited;
        this.end = end;
        folders = [work, .. policy.WritePaths];
        memoryAtStart = ChildFigures.Of(process)?.Memory ?? 0;
        diskAtStart = Disk();
    }

    public void Start() => new Thread(Look) { IsBackground = true, Name = "Rimuru plugin watch" }.Start();

    public void Stop() => isOver = true;

    private void Look()
    {
        Stopwatch sinceDisk = Stopwatch.StartNew();
        TimeSpan untilDisk = Between;
        int failures = 0;
        while (!isOver && ChildFigures.Of(process) is { } figures)
        {
            if (Exceeded(figures) is { } exceeded)
            {
                end(exceeded.Kind, exceeded.Detail);
                return;
            }

            if (sinceDisk.Elapsed >= untilDisk)
            {
                sinceDisk.Restart();
                if (OfDisk(ref failures) is { } detail)
                {
                    end(PluginViolationKind.Disk, detail);
                    return;
                }

                untilDisk = TimeSpan.FromTicks(Math.Max(Between.Ticks, sinceDisk.Elapsed.Ticks * ShareOfDisk));
            }

            Thread.Sleep(Between);
        }
    }

    private (PluginViolationKind Kind, string Detail)? Exceeded(ChildFigures figures)
    {
        if (figures.Memory > memoryAtStart + policy.MemoryBytes)
            return (PluginViolationKind.Memory, $"more than {Size(policy.MemoryBytes)} of memory");
        if (figures.Threads > policy.MaxThreads)
            return (PluginViolationKind.Threads, $"{figures.Threads} threads, where {policy.MaxThreads} are allowed");
        if (figures.Cpu > policy.CpuTime)
            return (PluginViolationKind.Cpu, $"more than {policy.CpuTime.TotalSeconds:0.#} s of processor time");
        return waited() > policy.CallTime ? (PluginViolationKind.Time, $"no answer within {policy.CallTime.TotalSeconds:0.#} s") : null;
    }

    /// <summary>Files come and go while they are looked at; who never lets them be counted hides something.</summary>
    private string? OfDisk(ref int failures)
    {
        const int MostFailures = 40;
        try
        {
            long bytes = Disk() - diskAtStart;
            failures = 0;
            return bytes > policy.DiskBytes ? $"more than {Size(policy.DiskBytes)} of files" : null;
        }
        catch (UnauthorizedAccessException)
        {
            return "a folder that cannot be looked into";
        }
        catch (PathTooLongException)
        {
            return "folders in folders, deeper than a path can be";
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
        catch (IOException)
        {
            return ++failures > MostFailures ? "files that cannot be counted" : null;
        }
    }

    private long Disk() => folders.Sum(WorkFolder.BytesIn) + (OperatingSystem.IsLinux() ? Nameless() : 0);

    /// <summary>The process may end meanwhile.</summary>
    private long Nameless()
    {
        try
        {
            return WorkFolder.NamelessBytes(process);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string Size(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture) + " MB";
}

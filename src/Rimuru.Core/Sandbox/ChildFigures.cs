using System.Globalization;

namespace Rimuru.Core.Sandbox;

/// <summary>What a process uses, as the kernel tells it.</summary>
/// <param name="Cpu">Processor time so far.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Memory">Bytes of memory that lie in the machine's.</param>
internal readonly record struct ChildFigures(TimeSpan Cpu, int Threads, long Memory)
{
    private const int UserTime = 11,
        SystemTime = 12,
        ThreadCount = 17,
        ResidentPages = 21;

    /// <summary>What Linux counts processor time in, for programs.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Null if the process has ended.</summary>
    public static ChildFigures? Of(int process)
    {
        if (!OperatingSystem.IsLinux())
            return OfAny(process);
        if (ChildStatus.Read($"/proc/{process}/stat") is not { } text)
            return null;

        // The name of the process may have spaces and parentheses.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields.Length <= ResidentPages || fields[0] is "Z" or "X"
            ? null
            : new ChildFigures(
                TimeSpan.FromSeconds((double)(Number(fields[UserTime]) + Number(fields[SystemTime])) / TicksPerSecond),
                (int)Number(fields[ThreadCount]),
                Number(fields[ResidentPages]) * Environment.SystemPageSize
            );
    }

    private static ChildFigures? OfAny(int process)
    {
        try
        {
            using System.Diagnostics.Process found = System.Diagnostics.Process.GetProcessById(process);
            return new ChildFigures(found.TotalProcessorTime, found.Threads.Count, found.WorkingSet64);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

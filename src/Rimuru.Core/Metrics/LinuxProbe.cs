using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Discovery;
using Rimuru.Core.Files;

namespace Rimuru.Core.Metrics;

/// <summary>Linux, by what it shows in <c>/proc</c>.</summary>
internal sealed class LinuxProbe(string root = "/proc") : SystemProbe
{
    private const long Kibibyte = 1024;
    private const int LongestCommand = 8192;
    private const int HeadBytes = 2048;

    public override SystemLook Look()
    {
        (long capacity, long busy) = Processors();
        (long? total, long? available) = (MemoryOf("MemTotal:"), MemoryOf("MemAvailable:"));
        return new SystemLook(capacity, busy, total - available, total, Processes());
    }

    public override (string? Program, IReadOnlyList<string> Arguments) ProgramOf(int process)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"{root}/{process}");
        try
        {
            using SafeFileHandle handle = RegularFile.Open(folder + "/cmdline");
            byte[] buffer = new byte[LongestCommand];
            string text = Encoding.UTF8.GetString(buffer, 0, RegularFile.Fill(handle, buffer, 0));
            if (text.Length == 0)
                return (null, []); // the kernel's own
            return (File.ResolveLinkTarget(folder + "/exe", returnFinalTarget: false)?.FullName, text.TrimEnd('\0').Split('\0'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, []); // it has ended, or is somebody else's
        }
    }

    /// <summary>The first line of <c>stat</c>: user, nice, system, idle, waiting, and others, without what is counted twice.</summary>
    private (long Capacity, long Busy) Processors()
    {
        const int Idle = 3,
            Waiting = 4,
            Counted = 8;
        long[] ticks =
        [
            .. LinesOf("stat")[0]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Take(Counted)
                .Select(word => long.Parse(word, CultureInfo.InvariantCulture)),
        ];
        long all = ticks.Sum();
        return (all, all - ticks[Idle] - ticks[Waiting]);
    }

    private long? MemoryOf(string name) =>
        LinesOf("meminfo").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * Kibibyte
            : null;

    /// <summary>The first lines of a file, whose length the system does not know before it is read.</summary>
    private string[] LinesOf(string name)
    {
        using SafeFileHandle handle = RegularFile.Open($"{root}/{name}");
        byte[] head = new byte[HeadBytes];
        return Encoding.ASCII.GetString(head, 0, RegularFile.Fill(handle, head, 0)).Split('\n');
    }

    private Dictionary<int, SeenProcess> Processes()
    {
        Dictionary<int, SeenProcess> found = [];
        foreach (string folder in Directory.EnumerateDirectories(root))
        {
            if (
                int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && ProcessStat.Of(id, root) is { IsDead: false } stat
            )
                found[id] = new SeenProcess(stat.Parent, stat.Start, stat.Cpu, stat.Pages * Environment.SystemPageSize);
        }

        return found;
    }
}

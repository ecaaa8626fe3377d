using System.Globalization;

namespace Rimuru.Core.Sandbox;

/// <summary>What the kernel says about a process: the one witness of its walls that it cannot bribe.</summary>
internal sealed class ChildStatus
{
    private readonly Dictionary<string, string> lines;

    private ChildStatus(Dictionary<string, string> lines) => this.lines = lines;

    /// <summary>Null if there is no such process.</summary>
    public static ChildStatus? Of(int process) =>
        Read($"/proc/{process}/status") is { } text
            ? new ChildStatus(
                text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(':', 2))
                    .ToDictionary(parts => parts[0], parts => parts[^1].Trim(), StringComparer.Ordinal)
            )
            : null;

    /// <summary>Null if a process is confined; otherwise what is missing.</summary>
    public string? WhyNotConfined(bool isRoot)
    {
        if (this["NoNewPrivs"] != "1")
            return "it could gain privileges";
        if (this["Seccomp"] != "2")
            return "its system calls are not filtered";
        if (this["Seccomp_filters"] is { } filters && int.Parse(filters, CultureInfo.InvariantCulture) < 2)
            return "a filter of system calls is missing";
        string[] sets = isRoot ? ["CapInh", "CapPrm", "CapEff", "CapAmb", "CapBnd"] : ["CapInh", "CapPrm", "CapEff", "CapAmb"];
        return Array.Find(sets, set => this[set]?.Trim('0') != "") is { } kept ? $"it has capabilities ({kept})" : null;
    }

    /// <summary>The last process of a line of only children: bubblewrap's is its grandchild.</summary>
    public static int LastOf(int process)
    {
        while (OnlyChildOf(process) is { } child)
            process = child;
        return process;
    }

    public static string? Read(string path)
    {
        try
        {
#pragma warning disable RS0030 // a file of /proc has no length, and is no device
            return File.ReadAllText(path);
#pragma warning restore RS0030
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? this[string name] => lines.GetValueOrDefault(name);

    private static int? OnlyChildOf(int process)
    {
        string[] children = (Read($"/proc/{process}/task/{process}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children is [{ } only] ? int.Parse(only, CultureInfo.InvariantCulture) : null;
    }
}

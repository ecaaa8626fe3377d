using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Rimuru.Bench;

/// <summary>The page of results: one section a mode, written anew by its mode, each with the command that made it.</summary>
internal static class Results
{
    private const string Title =
        "# Results\n\nMeasured, not promised: each section names the machine, the day and the command that wrote it. Times are medians "
        + "of whole processes unless it says otherwise.\n";

    /// <summary>Puts a section in the place of the one of the same heading, or behind the others; prints it too.</summary>
    public static void Write(string heading, string command, string text)
    {
        string section = $"## {heading}\n\n{Machine()}\n\n```\n{command}\n```\n\n{text.TrimEnd()}\n";
        Console.WriteLine(section);
        string path = Path.Combine(Root, "bench", "RESULTS.md");
        List<string> sections = File.Exists(path)
            ? [.. File.ReadAllText(path).ReplaceLineEndings("\n").Split("\n## ").Skip(1).Select(old => "## " + old.TrimEnd() + "\n")]
            : [];
        int at = sections.FindIndex(old => old.StartsWith($"## {heading}\n", StringComparison.Ordinal));
        if (at < 0)
            sections.Add(section);
        else
            sections[at] = section;
        File.WriteAllText(path, Title + "\n" + string.Join("\n", sections));
    }

    public static string Table(string[] header, IEnumerable<string[]> rows)
    {
        StringBuilder text = new();
        text.Append("| ")
            .AppendJoin(" | ", header)
            .Append(" |\n|")
            .Append(string.Concat(header.Select((_, i) => i == 0 ? "---|" : "---:|")))
            .Append('\n');
        foreach (string[] row in rows)
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Number(double value, string format = "0.000") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>How busy the machine is: what else runs on it makes wall times longer.</summary>
    public static string Load =>
        File.Exists("/proc/loadavg") ? $"The load of the machine was {File.ReadAllText("/proc/loadavg").Split(' ')[1]}." : "";

    /// <summary>The checkout: the folder above this project that has the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string Machine() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, "
                + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, "
                + $"{RuntimeInformation.OSDescription.Split('#')[0].Trim()} {RuntimeInformation.OSArchitecture}, .NET "
                + $"{Environment.Version}."
        );

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rimuru.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run the benchmarks from a checkout.");
    }
}

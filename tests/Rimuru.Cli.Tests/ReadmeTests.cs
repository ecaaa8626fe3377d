using Rimuru.Core.Tests;

namespace Rimuru.Cli.Tests;

/// <summary>The transcript in README.md is what the command prints.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Prompt = "$ dotnet run -c Release --project src/Rimuru.Cli -- ";
    private const string Sample = "samples/home";

    /// <summary>The rows that depend on the day.</summary>
    private static readonly string[] Dated = ["Today ", "This week ", "This month "];

    private const string TitlesOfDated = "Period ";

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_transcript_is_what_the_command_prints()
    {
        string[] page = Documents.ReadFile("README.md").Split('\n');
        int start = Array.FindIndex(page, line => line.StartsWith(Prompt, StringComparison.Ordinal));
        string[] printed = [.. page[(start + 1)..].TakeWhile(line => line != "```")];
        foreach (string folder in (string[])[".claude", ".codex"])
            Copy(Documents.PathOf($"{Sample}/{folder}"), Path.Combine(home.Folder, folder));

        string[] arguments = page[start][Prompt.Length..].Replace(Sample, home.Folder, StringComparison.Ordinal).Split(' ');
        CliResult result = new Cli(home.Folder).Run(arguments);

        result.ExitCode.ShouldBe(0, result.Errors);
        Undated(result.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n')).ShouldBe(Undated(printed));
        printed.Length.ShouldBeGreaterThan(8);
    }

    private static string[] Undated(IEnumerable<string> lines) =>
        [
            .. lines
                .Where(line => !Array.Exists(Dated, start => line.StartsWith(start, StringComparison.Ordinal)))
                .Select(line => line.StartsWith(TitlesOfDated, StringComparison.Ordinal) ? Narrow(line) : line),
        ];

    /// <summary>Without the widths of columns, which depend on the numbers in them.</summary>
    private static string Narrow(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

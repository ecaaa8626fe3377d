using System.Text.RegularExpressions;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>What docs/ci.md shows for shells, run by one.</summary>
public sealed partial class PipelineTests : IDisposable
{
    private static readonly string Page = Documents.ReadFile("docs/ci.md");

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1, 3)]
    public void The_workflow_fails_over_budget_and_leaves_a_summary_and_a_report(int amount, int expected)
    {
        Use();
        home.Write("rimuru.budgets.yaml", $"budgets: {{ all: {{ amount: {amount}, window: total }} }}");
        string[] steps = [.. Step().Matches(BlockOf("yaml")).Select(step => step.Groups[1].Value)];
        steps.Length.ShouldBe(3);
        int[] codes = Array.ConvertAll(steps, step => Shell(step).ExitCode);
        codes.ShouldBe([0, expected, 0]);
        File.ReadAllText(home.In("summary.md")).ShouldContain("| all |");
        File.ReadAllText(home.In("costs.html")).ShouldStartWith("<!DOCTYPE html>", Case.Insensitive);
    }

    [Fact]
    public void The_cost_of_a_job_is_checked()
    {
        Use();
        CliResult result = Shell(BlockOf("sh"));
        result.ExitCode.ShouldBe(3, result.Errors);
        result.Output.ShouldContain("Exceeded");
    }

    [Fact]
    public void The_lines_of_a_crontab_run()
    {
        Use();
        string[] lines = [.. CronLine().Matches(BlockOf("cron")).Select(line => line.Groups[1].Value)];
        lines.Length.ShouldBe(2);
        lines.Select(line => Shell(line).ExitCode).ShouldBe([0, 0]);
        File.ReadAllLines(home.In("costs.csv"))[0].ShouldStartWith("week,project,");
    }

    /// <summary>More than ten dollars of today.</summary>
    private void Use() =>
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant(
                usage: """ "input_tokens":100000,"output_tokens":1000000 """,
                time: $"{DateTime.UtcNow:yyyy-MM-dd}T00:00:01Z"
            )
        );

    private CliResult Shell(string line) =>
        new Cli(home.Folder)
            .With("GITHUB_STEP_SUMMARY", home.In("summary.md"))
            .Shell($"rimuru() {{ $RIMURU \"$@\"; }}; cd '{home.Folder}'; set -e; {line}");

    /// <summary>The first block of a language.</summary>
    private static string BlockOf(string language) =>
        Regex.Match(Page, $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;

    [GeneratedRegex(@"^\s+run: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"^\S+ \S+ \S+ \S+ \S+ +(.+)$", RegexOptions.Multiline)]
    private static partial Regex CronLine();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Tests;

/// <summary>What a person sees on a terminal of a given width: each row is one line of it, with its numbers whole.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string LongModel = "claude-opus-4-5-20251101-with-a-name-as-long-as-some-sellers-give";

    private readonly TestHome home = new();
    private readonly Cli cli;

    public TerminalTests()
    {
        cli = new Cli(home.Folder);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant(
                model: "claude-opus-4-5-20251101",
                usage: """ "input_tokens":9000000000,"output_tokens":2200000000 """
            ),
            ClaudeCodeLines.Assistant("msg_2", model: LongModel)
        );
        cli.Run("sync").ExitCode.ShouldBe(0);
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void A_row_is_one_line_and_its_money_is_whole(int columns)
    {
        foreach (
            string verb in (string[])
                [
                    "cost --by agent,model",
                    "cost --by agent,provider,model,project,branch,session,machine,user",
                    "sessions",
                    "usage",
                    "agents",
                    "models",
                ]
        )
        {
            string[] lines = Lines(columns, verb);
            lines.ShouldAllBe(line => line.Length <= columns, $"{verb} at {columns}");
            string rule = lines.First(line => line.StartsWith('─'));
            int[] ends = [.. Regex.Matches(rule, "─+").Select(column => column.Index + column.Length)];
            int width = ends[^1];
            string titles = lines[Array.IndexOf(lines, rule) - 1];
            titles.ShouldNotContain("…");
            lines.ShouldAllBe(line => line.Length <= width, $"{verb} at {columns}");
            if (verb is "cost --by agent,model" or "sessions" or "usage")
                lines.ShouldContain(line => line.Contains("100,000.00"), $"{verb} at {columns}");
        }
    }

    [Fact]
    public void A_narrow_terminal_loses_the_last_columns_and_the_middle_of_names()
    {
        string narrow = string.Join('\n', Lines(60, "cost --by agent,model")),
            wide = string.Join('\n', Lines(200, "cost --by agent,model"));
        wide.ShouldContain(LongModel);
        wide.ShouldContain("Cache write");
        narrow.ShouldNotContain("Cache write");
        narrow.ShouldContain("Cost (USD)");
        Regex.IsMatch(narrow, "claude-opus[^ ]*…[^ ]*give").ShouldBeTrue(narrow);
    }

    [Fact]
    public void A_dumb_terminal_gets_plain_text()
    {
        string plain = Raw(40, "cost --by agent,model", "dumb", "");
        plain.ShouldContain(LongModel);
        plain.ShouldAllBe(c => c == '\n' || (c >= ' ' && c <= '~'));
        plain.ShouldNotContain("--");
        Raw(100, "cost --by agent,model", "xterm", "").ShouldContain("──");
    }

    [Fact]
    public void A_doubtful_cost_is_yellow_and_has_a_sign_that_is_explained()
    {
        string shown = Raw(100, "cost", "xterm-256color", "");
        shown.ShouldContain("\u001b[33;1m100,000.00?\u001b[0m");
        shown.ShouldContain("\u001b[33;1mn/a\u001b[0m");
        Regex.Count(shown, Regex.Escape(Mark.Legend)).ShouldBe(1);
        string titles = Lines(100, "cost").First(line => line.Contains("Cost (USD)") && line.Contains("Model"));
        Lines(100, "cost").Last(line => line.Contains("100,000.00?")).IndexOf('?').ShouldBe(titles.IndexOf(')'));
    }

    [Fact]
    public void Without_colours_there_is_none_and_the_sign_stays()
    {
        string shown = Raw(100, "cost", "xterm-256color", "1");
        shown.ShouldNotMatch("\u001b\\[[0-9;]*m");
        shown.ShouldContain("100,000.00?");
        Raw(100, "cost", "dumb", "").ShouldNotContain("\u001b");
        string piped = cli.Run("cost").Output;
        piped.ShouldNotContain("\u001b");
        piped.ShouldContain("100,000.00 ");
    }

    [Fact]
    public void What_failed_is_red()
    {
        home.Write(".config/rimuru/local.yaml", "sync: { enabled: maybe }");
        string shown = Raw(100, "config test", "xterm-256color", "", exitCode: 1);
        shown.ShouldContain("\u001b[31;1mFailed\u001b[0m");
        shown.ShouldNotContain("mPassed");
    }

    [Fact]
    public void A_usual_terminal_shows_the_titles_of_sessions_and_a_small_one_their_status()
    {
        Lines(120, "sessions")[0].ShouldMatch("Last activity +Status +Title +Duration +Project");
        Lines(80, "sessions")[0].ShouldMatch("Last activity +Status");
    }

    /// <summary>All that a terminal of a kind gets, errors and progress too.</summary>
    private string Raw(int columns, string verb, string terminal, string noColor, int exitCode = 0)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "There is no Linux script(1) to make a terminal.");
        CliResult result = cli.With("TERM", terminal)
            .With("NO_COLOR", noColor)
            .Shell($"script -qec \"stty cols {columns} rows 50; $RIMURU {verb}\" /dev/null");
        result.ExitCode.ShouldBe(exitCode, result.Output);
        return result.Output.ReplaceLineEndings("\n");
    }

    private string[] Lines(int columns, string verb)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"),
            "There is no Linux script(1) to make a terminal: the tables on terminals are NOT tested."
        );
        CliResult result = cli.Shell(
            string.Create(
                CultureInfo.InvariantCulture,
                $"script -qec \"stty cols {columns} rows 50; $RIMURU {verb}{(verb == "models" ? "" : " --no-sync")} 2>/dev/null\" /dev/null"
            )
        );
        result.ExitCode.ShouldBe(0, result.Output);
        return
        [
            .. Regex
                .Replace(result.Output, "\u001b\\[[0-9;?]*[a-zA-Z]|\u001b[=>]", "")
                .Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line => line.Length > 0),
        ];
    }
}

using System.Diagnostics;
using System.Globalization;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru statusline</c>, called as agents call it.</summary>
public sealed class StatusLineTests : IDisposable
{
    private const string Claude = """
        {"session_id":"one","cwd":"/work/shop","model":{"id":"m","display_name":"Sonnet"},"workspace":{"current_dir":"/work/shop"},"cost":{"total_cost_usd":1.234},
         "context_window":{"used_percentage":41.9,"current_usage":null},"rate_limits":{"five_hour":{"used_percentage":9.5,"resets_at":1},"seven_day":{"used_percentage":100}}}
        """;

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void It_shows_what_the_agent_tells_and_what_the_ledger_has()
    {
        Print(Claude).ShouldBe("Sonnet · ~$1.23 session · context 41 % · 5h 9 % · week 100 %\n");
        string now = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("msg_1", """ "input_tokens":1000000,"output_tokens":0 """, time: now));
        Do("sync");
        Do("budget set month --amount 8");
        Do("budget set other --amount 1 --agent Codex");
        Print(Claude).ShouldBe("Sonnet · $6.00 session · $6.00 today · context 41 % · 5h 9 % · week 100 % · month 75 %\n");
        Print("").ShouldBe("$6.00 today · month 75 %\n");
    }

    [Theory]
    [InlineData("""{"cost":{"total_cost_usd":"x"},"model":null,"rate_limits":[]}""")]
    [InlineData("no JSON")]
    [InlineData("[[")]
    [InlineData("""{"model":{"display_name":7},"context_window":{"used_percentage":null}}""")]
    public void What_is_not_understood_is_left_out(string input) => Print(input).ShouldBe("");

    [Fact]
    public void A_template_has_parts_and_names()
    {
        Print(Claude, "--template", "[{model}]|{today}|{5h}/{week}").ShouldBe("[Sonnet] · 9 %/100 %\n");
        Print(Claude, "--template", "{project}", "--database", "sqlite:" + home.In("none.db")).ShouldBe("");
        CliResult wrong = Run(Claude, "--template", "{modle}");
        (wrong.ExitCode, wrong.Output).ShouldBe((2, ""));
        wrong.Errors.ShouldContain("'modle', which is no name. Did you mean 'model'?");
    }

    [Fact]
    public void The_users_own_line_comes_first_with_the_same_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is written for a POSIX shell.");
        Print(Claude, "--chain", "grep -o Sonnet", "--template", "{week}").ShouldBe("Sonnet\n100 %\n");
        Print(Claude, "--chain", "exit 3", "--template", "{week}").ShouldBe("100 %\n");
    }

    [Fact]
    public void A_name_has_no_power_over_the_terminal() =>
        Print("""{"model":{"display_name":"a\u001b[31mb"}}""").ShouldNotContain("\u001b");

    [Fact]
    public void What_an_agent_tells_cannot_make_the_line_long()
    {
        string name = new('A', 500_000);
        string json =
            "{\"model\":{\"display_name\":\""
            + name
            + "\"},\"context_window\":{\"used_percentage\":-1e300},\"rate_limits\":{\"five_hour\":{\"used_percentage\":1e308}}}";
        Print(json).ShouldBe(new string('A', 80) + "…\n");
    }

    [Fact]
    public void It_does_not_wait_for_an_input_that_never_ends()
    {
        using Process process = new Cli(home.Folder).Start("statusline", "--limit", "500", "--template", "here");
        CliResult result = Cli.Finish(process);
        (result.ExitCode, result.Output.Trim()).ShouldBe((0, "here"));
    }

    [Fact]
    public void It_makes_no_ledger_and_reads_no_log()
    {
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        Print(Claude);
        File.Exists(home.In(".local/share/rimuru/ledger.db")).ShouldBeFalse();
    }

    private string Print(string input, params string[] options)
    {
        CliResult result = Run(input, options);
        (result.ExitCode, result.Errors).ShouldBe((0, ""));
        return result.Output.ReplaceLineEndings("\n");
    }

    private CliResult Run(string input, params string[] options)
    {
        using Process process = new Cli(home.Folder)
            .With("CLAUDE_CODE_SESSION_ID", "one")
            .Start(["statusline", "--limit", "60000", .. options]);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Cli.Finish(process);
    }

    private void Do(string line) => new Cli(home.Folder).Run(line.Split(' ')).ExitCode.ShouldBe(0, line);
}

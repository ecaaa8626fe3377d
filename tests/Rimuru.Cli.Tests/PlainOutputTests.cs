using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>What a person or a pipe sees, and whose logs and ledger it is about.</summary>
public sealed class PlainOutputTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public PlainOutputTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(), ClaudeCodeLines.Assistant("msg_2", model: "nobody-knows-it"));
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("cost")]
    [InlineData("sessions")]
    [InlineData("usage")]
    [InlineData("agents")]
    [InlineData("sync")]
    public void A_pipe_gets_plain_text(string verb)
    {
        CliResult result = cli.Run(verb);
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldContain("ClaudeCode");
        result.Output.ShouldNotContain("\u001b");
        result.Output.ShouldNotContain("│");
        result.Errors.ShouldNotContain("\u001b");
    }

    [Fact]
    public void The_command_alone_shows_the_overview_and_where_to_go_on()
    {
        CliResult alone = cli.Run(),
            cost = cli.Run("cost");
        alone.ExitCode.ShouldBe(0, alone.Errors);
        alone.Output.ShouldBe(cost.Output);
        alone.Errors.ShouldContain("'rimuru help'");
        cost.Errors.ShouldNotContain("'rimuru help'");
    }

    [Fact]
    public void Each_of_two_tables_has_a_label()
    {
        string[] lines = cli.Run("cost").Output.ReplaceLineEndings("\n").Split('\n');
        lines[0].ShouldBe("So far:");
        lines[1].ShouldStartWith("Period");
        int second = Array.IndexOf(lines, "All time, by agent and model:");
        lines[second - 1].ShouldBeEmpty();
        lines[second + 1].ShouldStartWith("Agent");
        cli.Run("cost", "--by", "agent").Output.ShouldNotContain(":");
        cli.Run("cost", "--since", "2020-01-01").Output.ShouldNotContain("All time");
    }

    [Fact]
    public void What_is_not_in_the_cost_is_named_beside_it()
    {
        CliResult result = cli.Run("cost", "--by", "agent");
        result.Output.ShouldContain("ClaudeCode");
        result.Errors.ShouldContain("no price is known for nobody-knows-it: 1 request(s) with 15 tokens");
    }

    [Fact]
    public void What_sets_a_price_is_told_if_a_model_has_a_name()
    {
        home.Append(
            ClaudeCodeLines.Log,
            ClaudeCodeLines
                .Assistant("msg_3", usage: """ "input_tokens":1000,"output_tokens":5 """)
                .Replace("\"model\":\"claude-sonnet-4-5\",", "", StringComparison.Ordinal) + "\n"
        );
        string errors = cli.Run("cost", "--by", "agent").Errors;
        errors.ShouldContain("no price is known for (no model): 1 request(s) with 1,005 tokens");
        errors.ShouldContain("'rimuru models sync' may find a price; docs/pricing.md says how to set one.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("cost")]
    [InlineData("sessions")]
    [InlineData("usage")]
    [InlineData("duplicates")]
    [InlineData("agents")]
    [InlineData("sync")]
    public void A_home_without_agents_says_where_it_looked_in_a_few_lines(string line)
    {
        string empty = Directory.CreateDirectory(home.In("empty")).FullName;
        CliResult result = new Cli(empty).Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldContain("No agent has left any logs here yet.");
        result.Output.ShouldContain(empty);
        result.Output.ShouldContain("ClaudeCode, ");
        result.Output.ShouldContain("'rimuru agents --json' shows all places; ");
        result.Output.ShouldContain("--home samples/home");
        string[] lines = result.Output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        lines.Length.ShouldBeLessThanOrEqualTo(11);
        lines.Where(text => !text.Contains(empty)).ShouldAllBe(text => text.Length <= 80);
        Directory.EnumerateFileSystemEntries(empty).ShouldBeEmpty();
    }

    [Fact]
    public void Another_home_has_its_own_ledger_and_the_users_variables_do_not_reach_it()
    {
        using TestHome other = new();
        other
            .Write(".claude/projects/-w/other.jsonl", ClaudeCodeLines.Assistant("msg_9", session: "other"))
            .Write("decoy/projects/-w/x.jsonl", ClaudeCodeLines.Assistant("msg_8", session: "decoy"));
        cli.With("CLAUDE_CONFIG_DIR", other.In("decoy"))
            .With("CODEX_HOME", other.In("decoy"))
            .With("XDG_CONFIG_HOME", other.In("decoy"))
            .With("XDG_DATA_HOME", home.In("data"))
            .With("RIMURU_DATABASE_URL", "sqlite:" + home.In("mine.db"));
        CliResult result = cli.Run("cost", "--by", "session", "--json", "--home", other.Folder);
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Rows.Select(row => (string)row!["sessionId"]!).ShouldBe(["other"]);
        File.Exists(other.In(".local/share/rimuru/ledger.db")).ShouldBeTrue();
        File.Exists(home.In("mine.db")).ShouldBeFalse();
        cli.Run("cost", "--by", "session", "--json").Rows.Select(row => (string)row!["sessionId"]!).ShouldBe(["decoy"]);
        File.Exists(home.In("mine.db")).ShouldBeTrue();
    }

    [Fact]
    public void The_database_of_the_environment_is_used_and_the_commands_own_comes_first()
    {
        cli.With("RIMURU_DATABASE_URL", "sqlite:" + home.In("a/env.db"));
        cli.Run("sync").Output.ShouldContain(home.In("a/env.db"));
        cli.Run("sync", "--database", "sqlite:" + home.In("b/own.db")).Output.ShouldContain(home.In("b/own.db"));
        File.Exists(home.In(".local/share/rimuru/ledger.db")).ShouldBeFalse();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(home.In("a/env.db")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Without_a_sync_only_the_ledger_is_asked()
    {
        cli.Run("cost", "--by", "agent", "--json", "--no-sync").Rows.ShouldBeEmpty();
        cli.Run("sync");
        Directory.Delete(home.In(".claude"), recursive: true);
        ((long)cli.Run("cost", "--by", "agent", "--json", "--no-sync").Rows[0]!["requests"]!).ShouldBe(2);
        ((long)cli.Run("cost", "--by", "agent", "--json").Rows[0]!["requests"]!).ShouldBe(2);
    }

    [Theory]
    [InlineData("usage")]
    [InlineData("usage --json")]
    [InlineData("sessions")]
    [InlineData("cost --by session,model --json")]
    public void A_reader_that_leaves_early_is_no_error_to_speak_of(string command)
    {
        home.Write(
            ClaudeCodeLines.Log,
            [.. Enumerable.Range(0, 6000).Select(i => ClaudeCodeLines.Assistant($"msg_{i}", session: $"session-{i / 2}"))]
        );
        cli.Run("sync").ExitCode.ShouldBe(0);
        CliResult result = cli.Shell($"$RIMURU {command} --no-sync | head -n 1");
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        result.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void An_output_that_is_closed_is_an_error_in_a_line()
    {
        CliResult result = cli.Shell("$RIMURU cost >&-");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldNotContain("   at ");
        cli.Run("store", "test").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void What_cannot_be_used_of_the_logs_is_said_once_on_standard_error()
    {
        home.Append(ClaudeCodeLines.Log, "{\"type\":\"assistant\",\"usage\n");
        CliResult result = cli.Run("cost", "--json");
        result.Errors.ShouldContain("1 malformed line(s) skipped");
        result.ExitCode.ShouldBe(0);
        cli.Run("cost", "--json").Errors.ShouldNotContain("malformed");
    }
}

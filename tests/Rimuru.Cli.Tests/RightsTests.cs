using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>The real command as a user who may not read or write everything, whoever runs the tests.</summary>
public sealed class RightsTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;
    private readonly List<string> closed = [];

    public RightsTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant())
            .Write(".claude/projects/-w/closed/two.jsonl", ClaudeCodeLines.Assistant("two", session: "two"))
            .Write(".codex/sessions/2026/01/01/rollout-x.jsonl", "{}");
    }

    public void Dispose()
    {
        foreach (string path in closed.Where(path => !OperatingSystem.IsWindows() && Path.Exists(path)))
            Rights(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        home.Dispose();
    }

    [Theory]
    [InlineData(".claude/projects/-w/closed/two.jsonl")]
    [InlineData(".claude/projects/-w/closed")]
    [InlineData(".claude/projects/-w")]
    [InlineData(".codex")]
    public void What_may_not_be_read_is_said_once_and_the_rest_is_read(string what)
    {
        OnlyOnUnix();
        Close(what, UnixFileMode.None);
        CliResult sync = cli.RunBound("sync", "--json");
        sync.ExitCode.ShouldBe(0, sync.Errors);
        sync.Rows.Sum(row => (long)row!["unreadableFiles"]!).ShouldBe(1);
        sync.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(home.In(what));
        cli.RunBound("usage", "--json", "--no-sync").Rows.Select(row => (string)row!["sessionId"]!).ShouldContain("one");
    }

    [Theory]
    [InlineData("ledger/ledger.db")]
    [InlineData("ledger")]
    public void A_ledger_that_may_only_be_read_answers(string what)
    {
        OnlyOnUnix();
        string url = "sqlite:" + home.In("ledger/ledger.db");
        cli.RunBound("sync", "--database", url).ExitCode.ShouldBe(0);
        Close(what, Directory.Exists(home.In(what)) ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        CliResult cost = cli.RunBound("cost", "--no-sync", "--by", "agent", "--json", "--database", url);
        cost.ExitCode.ShouldBe(0, cost.Errors);
        cost.Rows.ShouldNotBeEmpty();

        // What is new in the logs cannot be kept, and keeps nothing from being asked.
        home.Write(".claude/projects/-w/three.jsonl", ClaudeCodeLines.Assistant("three", session: "three"));
        CliResult later = cli.RunBound("cost", "--by", "agent", "--json", "--database", url);
        (later.ExitCode, later.Output).ShouldBe((0, cost.Output), later.Errors);
        ((bool)cli.RunBound("store", "status", "--json", "--database", url).Rows.ShouldHaveSingleItem()!["isReadOnly"]!).ShouldBeTrue();
        CliResult sync = cli.RunBound("sync", "--database", url);
        (sync.ExitCode, sync.Errors).ShouldSatisfyAllConditions(
            done => done.ExitCode.ShouldBe(1),
            done => done.Errors.ShouldContain("E1006")
        );
    }

    [Fact]
    public void A_folder_that_may_not_be_written_gets_no_ledger_and_an_error_in_a_line()
    {
        OnlyOnUnix();
        Directory.CreateDirectory(home.In("fixed"));
        Close("fixed", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        CliResult result = cli.RunBound("sync", "--database", "sqlite:" + home.In("fixed/ledger.db"));
        (result.ExitCode, result.Errors).ShouldSatisfyAllConditions(
            done => done.ExitCode.ShouldBe(1),
            done => done.Errors.ShouldContain("E1001")
        );
    }

    [Fact]
    public void A_configuration_that_may_not_be_entered_is_an_error_and_not_taken_for_empty()
    {
        OnlyOnUnix();
        home.Write(".config/rimuru/local.yaml", "sync:", "  enabled: false");
        Close(".config/rimuru", UnixFileMode.None);
        CliResult result = cli.RunBound("cost");
        (result.ExitCode, result.Output).ShouldBe((1, ""), result.Errors);
        result.Errors.ShouldStartWith($"rimuru: [E4004] {home.In(".config/rimuru")}");
    }

    private static void OnlyOnUnix() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are set as on Unix.");

    private void Close(string what, UnixFileMode mode)
    {
        closed.Add(home.In(what));
        Rights(home.In(what), mode);
    }

    private static void Rights(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}

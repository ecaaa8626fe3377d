using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>--machine</c> and <c>--user</c> on a ledger that two machines wrote.</summary>
public sealed class MachineFilterTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public MachineFilterTests()
    {
        cli = new Cli(home.Folder).With("RIMURU_DATABASE_URL", home.Database);
        home.As("desk-1", "ann")
            .Write(
                ClaudeCodeLines.Log,
                ClaudeCodeLines.Assistant("msg_1", session: "one"),
                ClaudeCodeLines.Assistant("msg_2", session: "one")
            )
            .Sync();
        home.As("lap-2", "bob")
            .Write(ClaudeCodeLines.Log.Replace("one", "two", StringComparison.Ordinal), ClaudeCodeLines.Assistant("msg_3", session: "two"))
            .Sync();
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("cost --by session", "sessionId")]
    [InlineData("sessions", "sessionId")]
    [InlineData("usage", "sessionId")]
    public void Every_report_takes_names_lists_and_wildcards(string verb, string session)
    {
        Sessions(verb, session).ShouldBe(["one", "two"], ignoreOrder: true);
        Sessions(verb, session, "--machine", "LAP*").ShouldBe(["two"]);
        Sessions(verb, session, "--machine", "desk-1,lap-?", "--user", "ANN").ShouldBe(["one"]);
        Sessions(verb, session, "--user", "ann", "bob").ShouldBe(["one", "two"], ignoreOrder: true);
        Sessions(verb, session, "--machine", "desk-1", "--user", "bob").ShouldBeEmpty();
    }

    [Fact]
    public void The_overview_is_about_the_machine_too()
    {
        string output = cli.Run("cost", "--no-sync", "--machine", "nobody*").Output;
        output.ShouldContain("This month");
        output.ShouldNotContain("ClaudeCode");
    }

    [Fact]
    public void Duplicates_are_those_of_the_logs_of_this_machine()
    {
        home.Append(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("msg_2", session: "one") + "\n");
        cli.Run("duplicates", "--json", "--machine", Environment.MachineName).Rows.ShouldHaveSingleItem();
        cli.Run("duplicates", "--json", "--user", Environment.UserName).Rows.ShouldHaveSingleItem();
        cli.Run("duplicates", "--json", "--machine", "desk-1").Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cost")]
    [InlineData("sessions")]
    [InlineData("usage")]
    [InlineData("duplicates")]
    public void Help_tells_of_both(string verb)
    {
        string help = cli.Run(verb, "--help").Output;
        help.ShouldContain("--machine <NAME,...>");
        help.ShouldContain("--user <NAME,...>");
    }

    private List<string> Sessions(string verb, string session, params string[] filter)
    {
        CliResult result = cli.Run([.. verb.Split(' '), "--json", "--no-sync", .. filter]);
        result.ExitCode.ShouldBe(0, result.Errors);
        return [.. result.Rows.Select(row => (string)row![session]!).Distinct()];
    }
}

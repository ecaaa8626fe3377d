using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Cli.Tests;

/// <summary><c>--top</c>, <c>--newest</c> and <c>--status</c>, on several agents and both stores.</summary>
public sealed class SelectionTests
{
    private const string Dear = """ "input_tokens":3000000,"output_tokens":5 """;

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public void The_dearest_groups_come_first_and_the_total_is_of_all(TestStore store)
    {
        using TestHome home = Create(store);
        Cli cli = In(home);
        JsonArray top = cli.Run("cost", "--by", "agent,session", "--top", "2", "--json").Rows,
            all = cli.Run("cost", "--by", "agent,session", "--json").Rows;
        all.Count.ShouldBe(4);
        top.Select(row => (string)row!["sessionId"]!).ShouldBe(["c", "d"]);
        Days(cli.Run("cost", "--by", "day", "--json")).ShouldBe(["2026-05-01", "2026-07-01", "2026-07-02", "2026-07-03"]);
        Days(cli.Run("cost", "--by", "day", "--top", "3", "--json")).ShouldBe(["2026-07-03", "2026-05-01", "2026-07-02"]);

        string[] lines = cli.Run("cost", "--by", "session", "--top", "2").Output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        string total = cli.Run("cost", "--by", "session").Output.TrimEnd().ReplaceLineEndings("\n").Split('\n')[^1];
        lines.Select(line => line.Split("  ")[0]).ShouldBe(["Session", "c", "d", "2 others", "Total"]);
        Words(lines[^1]).ShouldBe(Words(total));
        cli.Run("cost", "--by", "session", "--top", "9").Output.ShouldNotContain("others");
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public void Sessions_are_selected_by_start_and_status(TestStore store)
    {
        using TestHome home = Create(store);
        Cli cli = In(home);
        Ids(cli.Run("sessions", "--json")).ShouldBe(["d", "a", "b", "c"]);
        Ids(cli.Run("sessions", "--newest", "2", "--json")).ShouldBe(["b", "c"]);
        Ids(cli.Run("sessions", "--newest", "1", "--agent", "Codex", "--json")).ShouldBe(["d"]);
        ILookup<string, string> byStatus = cli.Run("sessions", "--json")
            .Rows.ToLookup(row => (string)row!["status"]!, row => (string)row!["sessionId"]!);
        byStatus.Count.ShouldBeGreaterThan(1);
        foreach (string status in Enum.GetNames<SessionStatus>())
            Ids(cli.Run("sessions", "--status", status.ToLowerInvariant(), "--json")).ShouldBe(byStatus[status]);
        Ids(cli.Run("sessions", "--status", "active,completed,cancelled,failed", "--json")).Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("sessions --status completd", "[E9001] --status 'completd' is not a status. Did you mean 'Completed'?")]
    [InlineData("sessions --status 1", "[E9001] --status '1' is not a status.")]
    [InlineData("sessions --newest 0", "--newest must be a whole number from 1.")]
    [InlineData("cost --top -1", "--top must be a whole number from 1.")]
    [InlineData("agents --quiet", "--quiet needs --test.")]
    public void A_wrong_selection_is_a_wrong_call(string line, string message)
    {
        using TestHome home = new();
        CliResult result = In(home).Run(line.Split(' '));
        result.Errors.ShouldContain(message);
        (result.ExitCode, result.Output).ShouldBe((2, ""));
    }

    /// <summary>Sessions of two agents, from the cheapest to the dearest: a, b, d, c.</summary>
    private static TestHome Create(TestStore store)
    {
        TestStores.Require(store);
        TestHome home = new(store);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant("msg_1", session: "a", time: "2026-07-01T10:00:00.000Z"),
            ClaudeCodeLines.Assistant("msg_2", """ "input_tokens":1000,"output_tokens":5 """, "b", time: "2026-07-02T10:00:00.000Z"),
            ClaudeCodeLines.Assistant("msg_3", Dear, "c", time: "2026-07-03T10:00:00.000Z", message: """ "stop_reason":"end_turn", """)
        );
        home.Write(
            CodexLines.FileOf("d"),
            CodexLines.Meta("d"),
            CodexLines.Model("gpt-5.1"),
            CodexLines.Count(2, (200_000, 0, 5), (200_000, 0, 5)),
            CodexLines.Line("event_msg", """ "type":"turn_aborted","reason":"interrupted" """, 3)
        );
        return home;
    }

    private static Cli In(TestHome home) => new Cli(home.Folder).With("RIMURU_DATABASE_URL", home.Database);

    private static string[] Ids(CliResult result) => [.. result.Rows.Select(row => (string)row!["sessionId"]!)];

    private static string[] Days(CliResult result) => [.. result.Rows.Select(row => ((string)row!["day"]!)[..10])];

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

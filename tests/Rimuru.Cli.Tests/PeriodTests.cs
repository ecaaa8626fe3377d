using System.Diagnostics;
using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>blocks</c>, <c>forecast</c> and <c>limits</c> of the real command.</summary>
public sealed class PeriodTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public PeriodTests()
    {
        cli = new Cli(home.Folder);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant("msg_1", time: "2026-07-01T10:15:00Z"),
            ClaudeCodeLines.Assistant("msg_2", time: "2026-07-01T15:00:00Z"),
            ClaudeCodeLines.Assistant("msg_3", time: "2026-07-02T00:30:00Z", model: "nobody-knows-it")
        );
    }

    public void Dispose() => home.Dispose();

    [Fact]
    public void Blocks_and_gaps_come_as_rows()
    {
        CliResult result = cli.Run("blocks", "--json", "--time-zone", "UTC");
        result.ExitCode.ShouldBe(0, result.Errors);
        result
            .Rows.Select(row => $"{row!["start"]} {row["end"]} {row["isGap"]} {row["requests"]}")
            .ShouldBe([
                "2026-07-01T10:00:00+00:00 2026-07-01T15:00:00+00:00 false 2",
                "2026-07-01T20:00:00+00:00 2026-07-02T00:30:00+00:00 true 0",
                "2026-07-02T00:00:00+00:00 2026-07-02T05:00:00+00:00 false 1",
            ]);
        cli.Run("blocks", "--active", "--json").Rows.ShouldBeEmpty();
        CliResult table = cli.Run("blocks", "--time-zone", "UTC");
        table.Output.ShouldContain("2026-07-01 10:00Z");
        table.Errors.ShouldContain("nobody-knows-it");
    }

    [Fact]
    public void Forecasts_are_made_as_of_a_time()
    {
        JsonNode day = cli.Run(
                "forecast",
                "--period",
                "day",
                "--unit",
                "tokens",
                "--until",
                "2026-07-01T12:00Z",
                "--time-zone",
                "UTC",
                "--json"
            )
            .Rows.ShouldHaveSingleItem()!;
        ((string)day["period"]!, (decimal)day["spent"]!, (decimal)day["forecast"]!, (decimal)day["elapsed"]!).ShouldBe(("Day", 15, 30, 50));
        cli.Run("forecast", "--json").Rows.Select(row => (string)row!["period"]!).ShouldBe(["Day", "Week", "Month"]);
        CliResult wrong = cli.Run("forecast", "--period", "weak");
        wrong.ExitCode.ShouldBe(2);
        wrong.Errors.ShouldContain("--period 'weak' is not a period. Did you mean 'Week'?");
    }

    [Fact]
    public void A_status_line_feeds_the_limits()
    {
        cli.Run("sync").ExitCode.ShouldBe(0);
        cli.Run("limits").Output.ShouldContain("No agent has said anything");
        long resets = DateTimeOffset.UtcNow.AddHours(3).ToUnixTimeSeconds();
        string told = """{"rate_limits":{"five_hour":{"used_percentage":23.5,"resets_at":RESETS}}}""";
        using (Process line = cli.Start("statusline", "--limit", "60000"))
        {
            line.StandardInput.Write(told.Replace("RESETS", $"{resets}", StringComparison.Ordinal));
            line.StandardInput.Close();
            Cli.Finish(line).Output.ShouldContain("5h 23 %");
        }

        JsonNode limit = cli.Run("limits", "--json").Rows.ShouldHaveSingleItem()!;
        ((string)limit["name"]!, (decimal)limit["usedPercent"]!, (string)limit["state"]!).ShouldBe(("five_hour", 23.5m, "Fresh"));
        cli.Run("limits", "--agent", "codex", "--json").Rows.ShouldBeEmpty();
        home.Write("answer.json", told.Replace("RESETS", $"{resets}", StringComparison.Ordinal));
        cli.Run("limits", "--file", home.In("answer.json"), "--agent", "codex", "--json").Rows.ShouldBeEmpty();
        cli.Run("limits", "--file", home.In("answer.json"), "--agent", "Claude*", "--json").Rows.Count.ShouldBe(1);
        cli.Run("blocks", "--since", "2020-01-01", "--until", "2020-01-02").Output.ShouldContain("There is no usage in this range.");
        cli.Run("limits", "--file", home.In("none.json")).Errors.ShouldContain("[E9002]");
    }
}

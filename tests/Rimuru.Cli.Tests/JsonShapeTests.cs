using System.Globalization;
using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>The shape of what <c>--json</c> prints: scripts live on it.</summary>
public sealed class JsonShapeTests : IDisposable
{
    private static readonly string[] Figures =
    [
        "requests",
        "inputTokens",
        "cacheReadTokens",
        "cacheWrite5mTokens",
        "cacheWrite1hTokens",
        "outputTokens",
        "reasoningTokens",
        "totalTokens",
        "cacheHitRate",
        "cacheSavings",
        "webSearches",
        "cost",
        "currency",
        "unpricedRequests",
        "unpricedTokens",
        "includedRequests",
        "reportedCredits",
        "creditUnit",
    ];

    private readonly TestHome home = new();
    private readonly Cli cli;

    public JsonShapeTests()
    {
        cli = new Cli(home.Folder);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant(usage: """ "input_tokens":1000000,"output_tokens":100000 """),
            ClaudeCodeLines.Assistant("msg_2", model: "nobody-knows-it", time: "2026-07-02T23:30:00Z")
        );
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("agent,session,model,evidence", new[] { "agent", "sessionId", "model", "evidence" })]
    [InlineData("day", new[] { "day", "periodStart", "periodEnd" })]
    [InlineData("hour,week,month,year", new[] { "hour", "week", "month", "year", "periodStart", "periodEnd" })]
    [InlineData("sub-agent,provider,project,branch,machine,user", new[] { "subAgent", "provider", "project", "branch", "machine", "user" })]
    public void Cost_rows_have_the_grouped_names_in_order_and_then_the_figures(string by, string[] names)
    {
        CliResult result = cli.Run("cost", "--by", by, "--json");
        result.ExitCode.ShouldBe(0, result.Errors);
        foreach (JsonNode? row in result.Rows)
            row!.AsObject().Select(pair => pair.Key).ShouldBe([.. names, .. Figures]);
        result.Rows.Sum(row => (long)row!["requests"]!).ShouldBe(2);
    }

    [Fact]
    public void Cost_is_an_exact_number_and_null_where_nothing_is_priced()
    {
        CliResult result = cli.Run("cost", "--by", "model", "--json");
        result.Rows.Select(row => (string)row!["model"]!).ShouldBe(["claude-sonnet-4-5", "nobody-knows-it"], ignoreOrder: true);
        JsonNode known = result.Rows.Single(row => (string)row!["model"]! == "claude-sonnet-4-5")!,
            unknown = result.Rows.Single(row => (string)row!["model"]! == "nobody-knows-it")!;
        decimal.Parse(known["cost"]!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(8.25m);
        unknown["cost"].ShouldBeNull();
        ((long)unknown["unpricedRequests"]!).ShouldBe(1);
        ((long)unknown["unpricedTokens"]!).ShouldBe(15);
        ((string?)known["evidence"]).ShouldBeNull();
    }

    [Fact]
    public void Sessions_usage_agents_and_sync_print_arrays_of_rows()
    {
        Keys("sync")
            .ShouldBe([
                "agent",
                "filesFound",
                "filesRead",
                "bytesRead",
                "recordsAdded",
                "recordsChanged",
                "recordsRetracted",
                "malformedLines",
                "unreadableFiles",
                "duration",
            ]);
        Keys("sessions")
            .Take(9)
            .ShouldBe(["sessionId", "shortId", "agent", "project", "workingDirectory", "branch", "title", "status", "parentSessionId"]);
        Keys("usage")
            .ShouldBe([
                "id",
                "timestamp",
                "agent",
                "sessionId",
                "shortId",
                "subAgent",
                "provider",
                "model",
                "project",
                "branch",
                "machine",
                "user",
                "serviceTier",
                "evidence",
                "requests",
                "inputTokens",
                "cacheReadTokens",
                "cacheWrite5mTokens",
                "cacheWrite1hTokens",
                "outputTokens",
                "reasoningTokens",
                "totalTokens",
                "webSearches",
                "cost",
                "currency",
                "costStatus",
                "reportedCost",
                "reportedCredits",
                "creditUnit",
            ]);
        Keys("agents")
            .ShouldBe([
                "name",
                "displayName",
                "enabled",
                "detected",
                "roots",
                "searchedPaths",
                "sessions",
                "requests",
                "firstActivity",
                "lastActivity",
            ]);
        cli.Run("usage", "--json").Rows.Select(row => (string)row!["costStatus"]!).ShouldBe(["Calculated", "Unpriced"]);
    }

    [Fact]
    public void Nothing_is_an_empty_array()
    {
        cli.Run("cost", "--json", "--since", "2030-01-01").Rows.ShouldBeEmpty();
        cli.Run("usage", "--json", "--model", "none*").Rows.ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_home_gives_an_empty_array_and_nothing_else_on_standard_output()
    {
        string empty = Directory.CreateDirectory(home.In("empty")).FullName;
        CliResult result = cli.Run("cost", "--json", "--home", empty);
        result.ExitCode.ShouldBe(0);
        result.Output.TrimStart().ShouldStartWith("[");
        result.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Days_are_those_of_the_zone_that_is_named()
    {
        cli.Run("cost", "--by", "day", "--json", "--time-zone", "Asia/Kathmandu")
            .Rows.Select(row => (string)row!["day"]!)
            .ShouldBe(["2026-07-01", "2026-07-03"]);
    }

    [Fact]
    public void Times_are_in_the_zone_that_is_named_in_tables_and_in_json()
    {
        foreach (string verb in (string[])["sessions", "usage"])
        {
            string property = verb == "sessions" ? "lastActivity" : "timestamp";
            string[] zoned = Times(cli.Run(verb, "--json", "--time-zone", "Asia/Kathmandu"));
            zoned.ShouldNotBeEmpty();
            zoned.ShouldAllBe(time => time.EndsWith("+05:45", StringComparison.Ordinal));
            zoned
                .Select(time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture))
                .ShouldBe(
                    Times(cli.Run(verb, "--json", "--time-zone", "UTC"))
                        .Select(time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture))
                );
            string table = cli.Run(verb, "--time-zone", "Asia/Kathmandu").Output;
            foreach (string time in zoned)
                table.ShouldContain(time[..16].Replace('T', ' ') + "+05:45");

            string[] Times(CliResult result) => [.. result.Rows.Select(row => (string)row![property]!)];
        }
    }

    [Fact]
    public void Prices_can_be_asked_for_usage_of_any_day()
    {
        string file = home.In("questions.json");
        File.WriteAllText(
            file,
            """[{"id":"a","model":"claude-sonnet-4-5","date":"2026-07-01","usage":{"input":1000000,"output":100000}},{"id":"b","model":"nobody-knows-it","date":"2026-07-01","usage":{"input":1}}]"""
        );
        CliResult result = cli.Run("price", "--file", file, "--json");
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Rows.Count.ShouldBe(2);
        result.Rows.Select(row => (string)row!["id"]!).ShouldBe(["a", "b"]);
        cli.Run("price", "--file", file).Output.ShouldContain("claude-sonnet-4-5");
    }

    private List<string> Keys(string verb)
    {
        CliResult result = cli.Run(verb, "--json");
        result.ExitCode.ShouldBe(0, result.Errors);
        return [.. result.Rows[0]!.AsObject().Select(pair => pair.Key)];
    }

    [Fact]
    public void Duplicates_are_told_in_sum_and_one_by_one()
    {
        home.Append(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("msg_2", model: "nobody-knows-it", time: "2026-07-02T23:30:00Z") + "\n");
        JsonNode sum = cli.Run("duplicates", "--json").Rows.ShouldHaveSingleItem()!,
            copy = cli.Run("duplicates", "--detail", "--json").Rows.ShouldHaveSingleItem()!;
        sum.AsObject()
            .Select(pair => pair.Key)
            .ShouldBe([
                "agent",
                "rule",
                "file",
                "duplicates",
                "doubtful",
                "inputTokens",
                "cacheReadTokens",
                "cacheWrite5mTokens",
                "cacheWrite1hTokens",
                "outputTokens",
                "reasoningTokens",
                "totalTokens",
            ]);
        ((string?)sum["rule"], (long)sum["duplicates"]!, (long)sum["totalTokens"]!).ShouldBe(("StreamedRepeat", 1, 15));
        copy.AsObject()
            .Select(pair => pair.Key)
            .ShouldBe([
                "rule",
                "isDoubtful",
                "timestamp",
                "agent",
                "sessionId",
                "subAgent",
                "model",
                "project",
                "file",
                "line",
                "requests",
                "inputTokens",
                "cacheReadTokens",
                "cacheWrite5mTokens",
                "cacheWrite1hTokens",
                "outputTokens",
                "reasoningTokens",
                "totalTokens",
                "keptId",
                "keptSessionId",
                "keptFile",
                "keptLine",
            ]);
        ((long)copy["line"]!, (long)copy["keptLine"]!, (string?)copy["keptSessionId"]).ShouldBe((3, 2, "one"));
        cli.Run("duplicates").Output.ShouldContain("StreamedRepeat");
        cli.Run("duplicates", "--detail").Output.ShouldContain("one.jsonl:3");
    }
}

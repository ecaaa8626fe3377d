using System.Text;
using Rimuru.Core.Reports;
using Rimuru.Core.Skills;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Reports;

/// <summary>What requests used: each counts once in every group that it belongs to, and nothing but names is kept.</summary>
public sealed class ToolReportTests : IDisposable
{
    private const string Secret = "do-not-keep-me";
    private static readonly string LongName = new('n', 700);
    private readonly TestHome home = new();

    public ToolReportTests()
    {
        home.Write(
            Log,
            Line("a", "10:00", Use("1", "Bash"), Use("2", "Bash"), Use("3", "mcp__github__search"), Use("4", "mcp__github__get")),
            Line("b", "10:05", Use("5", "Read"), Use("6", "Skill", $"\"skill\":\"pdf\",\"args\":\"{Secret}\"")),
            Line("c", "10:06"),
            Line("d", "10:07", Use("7", "mcp____x"), Use("8", LongName), "{\"type\":\"tool_use\",\"id\":\"9\"}"),
            Line(
                "e",
                "10:08",
                "{\"type\":\"text\",\"text\":\"tool_use\"}",
                "{\"type\":\"mcp_tool_use\",\"name\":\"ask\",\"server_name\":\"house\"}"
            ),
            Line("f", "10:09", Use("10", "Skill", "\"command\":\"/release\""), "{\"type\":\"tool_use\",\"name\":\"A\\u001b[2JB\"}")
        );
        home.Write(".claude/projects/-work-shop/two.jsonl", Line("g", "11:00", "two", Use("11", "Bash")));
        home.Sync();
    }

    [Theory]
    [InlineData(
        CostGrouping.Tool,
        "A[2JB 1/1/1, Bash 3/2/2, Read 1/1/1, Skill 2/2/1, ask 1/1/1, mcp____x 1/1/1, mcp__github__get 1/1/1, "
            + "mcp__github__search 1/1/1, nnnn 1/1/1"
    )]
    [InlineData(CostGrouping.McpServer, "github 2/1/1, house 1/1/1")]
    [InlineData(CostGrouping.Skill, "pdf 1/1/1, release 1/1/1")]
    public void Each_request_counts_once_in_each_group(CostGrouping by, string expected)
    {
        IEnumerable<string> found = home.Costs(new() { By = [by] })
            .Select(r => $"{Short(Groupings.Of(by).ValueOf(r)!)} {r.Uses}/{r.Requests}/{r.Sessions}")
            .Order(StringComparer.Ordinal);
        string.Join(", ", found).ShouldBe(expected);
    }

    [Fact]
    public void A_skill_is_measured_by_the_requests_that_used_it_beside_what_is_installed()
    {
        Skill[] installed =
        [
            Installed("pdf", "Reads PDF."),
            Installed("idle", new string('d', 90)),
            Installed("aside", "Not read.") with
            {
                Enabled = false,
            },
        ];
        IReadOnlyList<SkillUsage> skills = Measured(installed);
        CostRecord[] costs = [.. home.Costs(new() { By = [CostGrouping.Skill] }).OrderBy(cost => cost.Skill)];
        skills
            .Where(skill => skill.Uses > 0)
            .OrderBy(skill => skill.Name)
            .Select(skill => (skill.Name, skill.Uses, skill.Requests, skill.TotalTokens, skill.Cost, skill.LastUse))
            .ShouldBe(costs.Select(cost => (cost.Skill!, cost.Uses!.Value, cost.Requests, cost.TotalTokens, cost.Cost, cost.LastUse)));
        costs.Length.ShouldBe(2);
        skills.Select(skill => (skill.Name, skill.Installed, skill.EstimatedListingTokens)).ShouldContain(("pdf", true, 4));
        skills.Select(skill => (skill.Name, skill.Installed, skill.EstimatedListingTokens)).ShouldContain(("release", false, null));
        SkillUsage idle = skills[^1];
        (idle.Name, idle.Uses, idle.Cost, idle.LastUse, idle.EstimatedListingTokens).ShouldBe(("idle", 0, 0, null, 24));
        skills.ShouldNotContain(skill => skill.Name == "aside");
        Measured(installed, "p*", "RELEASE").Select(skill => skill.Name).ShouldBe(["pdf", "release"], ignoreOrder: true);
        Measured(installed, "none*").ShouldBeEmpty();
        Should.Throw<RimuruException>(() => Measured(installed, "pfd")).Message.ShouldContain("Did you mean 'pdf'?");
    }

    private IReadOnlyList<SkillUsage> Measured(Skill[] installed, params string[] names) =>
        SkillMeter.Of(home.Costs(SkillMeter.Question(new ReportFilter(), TimeZoneInfo.Utc)), installed, names);

    private static Skill Installed(string name, string description) =>
        new()
        {
            Name = name,
            Description = description,
            Path = $"/skills/{name}",
            Enabled = true,
        };

    [Fact]
    public void Groupings_go_together()
    {
        home.Costs(new() { By = [CostGrouping.Session, CostGrouping.Tool], Tools = new ToolFilter(["bash"], [], []) })
            .Select(r => $"{r.SessionId} {r.Tool} {r.Uses} {r.LastUse:HH:mm}")
            .ShouldBe(["one Bash 2 10:00", "two Bash 1 11:00"], ignoreOrder: true);
        home.Costs(new() { By = [CostGrouping.Hour, CostGrouping.McpServer], Zone = TimeZoneInfo.Utc })
            .Select(r => $"{r.Hour} {r.McpServer} {r.Requests}")
            .ShouldBe(["2026-07-01T10+00:00 github 1", "2026-07-01T10+00:00 house 1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Bash", "", "", 2)]
    [InlineData("*", "", "", 6)]
    [InlineData("mcp__*", "git*", "", 1)]
    [InlineData("", "github,house", "", 2)]
    [InlineData("", "", "P?f", 1)]
    [InlineData("Bash", "github", "", 0)]
    public void A_filter_selects_requests_once(string tools, string servers, string skills, long requests)
    {
        List<CostRecord> found = home.Costs(new() { By = [CostGrouping.Agent], Tools = new(List(tools), List(servers), List(skills)) });
        found.Sum(record => record.Requests).ShouldBe(requests);
        found.ShouldAllBe(record => record.Uses == null && record.Tool == null);

        static string[] List(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void An_unknown_name_is_an_error()
    {
        using RimuruEngine engine = home.Open();
        NameCheck check = engine.Reports.NameCheck();
        check.Check(new ToolFilter(["bash", "mcp__x*"], ["github"], ["pdf"]));
        RimuruException e = Should.Throw<RimuruException>(() => check.Check(new ToolFilter([], ["gihub"], [])));
        (e.Code, e.Message).ShouldBe(("E9003", "[E9003] The ledger has no MCP server 'gihub'. Did you mean 'github'?"));
        engine.Reports.NamesOf(CostGrouping.Skill).ShouldBe(["pdf", "release"], ignoreOrder: true);
    }

    [Fact]
    public void Nothing_but_names_is_kept_and_names_are_short()
    {
        home.Costs(new() { By = [CostGrouping.Tool] }).Max(record => record.Tool!.Length).ShouldBe(128);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(home.Ledger)!, "ledger.db*"))
            File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)).ShouldBe(-1);
    }

    [Fact]
    public void Old_uses_go_with_their_records()
    {
        using RimuruEngine engine = home.Open();
        engine.Store.Optimize(new DateTimeOffset(2026, 7, 1, 10, 30, 0, TimeSpan.Zero), isPreview: false, CancellationToken.None);
        home.Costs(new() { By = [CostGrouping.Tool] }).Select(record => (record.Tool, record.Uses)).ShouldBe([("Bash", 1)]);
        using Rimuru.Core.Sqlite.SqliteDatabase database = Rimuru.Core.Sqlite.SqliteDatabase.Open(home.Ledger);
        database.Number("SELECT count(*) FROM tool_use").ShouldBe(1);
    }

    [Fact]
    public void Charts_refuse_sums_that_overlap()
    {
        using RimuruEngine engine = home.Open();
        Should
            .Throw<RimuruException>(() =>
                engine.Charts.Bars(new(), [CostGrouping.Tool], BudgetUnit.USD, new(80, HasColours: false), CancellationToken.None)
            )
            .Code.ShouldBe("E9001");
    }

    public void Dispose() => home.Dispose();

    private static string Short(string name) => name.StartsWith("nnnn", StringComparison.Ordinal) ? "nnnn" : name;

    private static string Line(string id, string time, params string[] blocks) =>
        blocks.Length > 0 && blocks[0] == "two" ? Of(id, time, "two", blocks[1..]) : Of(id, time, "one", blocks);

    private static string Of(string id, string time, string session, string[] blocks) =>
        Assistant(
            id,
            session: session,
            time: $"2026-07-01T{time}:00.000Z",
            extra: $"\"requestId\":\"r-{id}\",",
            message: $"\"content\":[{string.Join(',', blocks)}],"
        );

    private static string Use(string id, string name, string input = "\"name\":\"Decoy\"") =>
        "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"input\":{" + input + "}}";
}

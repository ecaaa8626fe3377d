using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Adapters.Tiny;

/// <summary>The agent of <c>docs/creating-adapters.md</c>, put into a catalog beside the others, read and reported.</summary>
public sealed class TinyTests : IDisposable
{
    private const string Log = "home/.tiny/one.jsonl";

    private static readonly AgentCatalog Catalog = new([.. AgentCatalog.BuiltIn.Adapters, new TinyAdapter()]);

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_agent_is_read_and_reported()
    {
        home.Write(Log, Line("r1", 100, 40, 7), Line("r1", 100, 40, 9), Line("r2", 50, 0, 3));
        using RimuruEngine engine = Open();
        SyncResult result = engine.Ledger.Sync(["Tiny"], null, home.Warnings.Add, CancellationToken.None).ShouldHaveSingleItem();
        home.Warnings.ShouldBeEmpty();
        (result.Agent, result.RecordsAdded).ShouldBe(("Tiny", 2));
        CostRecord cost = engine
            .Reports.Costs(new CostQuery { By = [CostGrouping.Agent] })
            .Run(CancellationToken.None)
            .ShouldHaveSingleItem();
        (cost.Agent, cost.Requests, cost.InputTokens, cost.CacheReadTokens, cost.OutputTokens).ShouldBe(("Tiny", 2, 110, 40, 12));
        cost.Cost!.Value.ShouldBeGreaterThan(0);
        Session session = engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None).ShouldHaveSingleItem();
        (session.Agent, session.SessionId, session.WorkingDirectory).ShouldBe(("Tiny", "one", "/work/shop"));
    }

    [Fact]
    public void A_log_is_gone_on_with_where_it_ended()
    {
        home.Write(Log, Line("r1", 100, 40, 7));
        Sync().RecordsAdded.ShouldBe(1);
        home.Append(
            Log,
            Line("r1", 100, 40, 9)
                + "\n"
                + """{"id":"r2","time":"2026-11-01T10:01:00Z","model":"gpt-5.5","usage":{"in":5,"out":1}}"""
                + "\n"
        );
        SyncResult result = Sync();
        (result.RecordsAdded, result.RecordsChanged).ShouldBe((1, 1));
        using RimuruEngine engine = Open();
        engine.Reports.Usage(new ReportFilter(), CancellationToken.None).ShouldAllBe(record => record.Project == "shop");
    }

    [Fact]
    public void The_name_is_known_wherever_agents_are_named()
    {
        home.Write(Log, Line("r1", 100, 40, 7));
        using RimuruEngine engine = Open();
        engine.Agents.List(CancellationToken.None).Single(agent => agent.Name == "Tiny").Detected.ShouldBeTrue();
        engine.Config.Setting("agents.tiny.enabled").Value.ShouldBe(true);
        engine.Agents.Settings.Enable("Tiny", isEnabled: false).ShouldBeNull();
        File.ReadAllText(engine.Agents.Settings.File).ShouldContain("tiny:");
    }

    [Theory]
    [InlineData("TinyIdentity")]
    [InlineData("TinyLocations")]
    [InlineData("TinyUsage")]
    [InlineData("TinyReader")]
    [InlineData("TinyAdapter")]
    public void The_page_shows_the_code_that_is_compiled(string file)
    {
        string code = Documents.ReadFile($"tests/Rimuru.Core.Tests/Adapters/Tiny/{file}.cs");
        Documents
            .Read("creating-adapters.md")
            .ShouldContain("```csharp\n" + code[code.IndexOf("/// <summary>", StringComparison.Ordinal)..] + "```");
    }

    private static string Line(string id, long input, long cached, long output) =>
        $$"""{"id":"{{id}}","time":"2026-11-01T10:00:00Z","cwd":"/work/shop","model":"gpt-5.5","usage":{"in":{{input}},"cached":{{cached}},"out":{{output}} } }""";

    private SyncResult Sync()
    {
        using RimuruEngine engine = Open();
        return engine.Ledger.Sync(["Tiny"], null, home.Warnings.Add, CancellationToken.None).Single();
    }

    private RimuruEngine Open() =>
        RimuruEngine.Open(
            new EngineOptions
            {
                Catalog = Catalog,
                Database = home.Database,
                Environment = HostEnvironment.Of(home.In("home"), new Dictionary<string, string>(), HostPlatform.Linux),
            }
        );
}

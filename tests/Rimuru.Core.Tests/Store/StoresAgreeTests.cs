using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tests.SharedCorpus;

namespace Rimuru.Core.Tests.Store;

/// <summary>The file and the server give the same of the same logs, to the token and to the nano-dollar.</summary>
public sealed class StoresAgreeTests
{
    public static TheoryData<string> Corpora => [.. SharedAgents.Folder is null ? ["none"] : SharedAgents.Corpora()];

    [Theory]
    [MemberData(nameof(Corpora))]
    public void On_what_real_agents_wrote(string corpus)
    {
        string from = Path.Combine(SharedAgents.Require(), "corpus", corpus, "home");
        using TestHome home = new(TestStore.Sqlite);
        foreach (
            string file in Directory.EnumerateFiles(
                from,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }
            )
        )
            home.WriteBytes(Path.GetRelativePath(from, file), File.ReadAllBytes(file));
        Compare(home);
    }

    [Theory]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    public void On_homes_that_a_seed_makes(int seed)
    {
        using TestHome home = new(TestStore.Sqlite);
        foreach (
            GeneratedHome generated in (GeneratedHome[])
                [ClaudeHomes.Create(seed), CodexHomes.Create(seed), CopilotHomes.Create(seed), CursorHomes.Create(seed)]
        )
            generated.WriteTo(home);
        Compare(home);
    }

    private static void Compare(TestHome home)
    {
        TestStores.Require(TestStore.Postgres);
        home.Sharing("full");
        string server = PostgresCluster.Required.NewSchema();
        string[] expected = Answers(home, home.Database);
        expected.Length.ShouldBeGreaterThan(5);
        string[] found = Answers(home, server);
        expected.Zip(found).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First}\n{pair.Second}").ShouldBeEmpty();
        found.Length.ShouldBe(expected.Length);
        LedgerAudit.Check(server);
    }

    private static string[] Answers(TestHome home, string database)
    {
        using RimuruEngine engine = home.Open(database);
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        List<string> answers =
        [
            .. engine
                .Reports.Usage(new ReportFilter(), CancellationToken.None)
                .Select(record => System.Text.Json.JsonSerializer.Serialize(record))
                .Order(StringComparer.Ordinal),
        ];
        answers.AddRange(
            engine
                .Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)
                .Select(session => System.Text.Json.JsonSerializer.Serialize(session))
                .Order(StringComparer.Ordinal)
        );
        foreach (CostGrouping grouping in Enum.GetValues<CostGrouping>())
            answers.AddRange(
                engine
                    .Reports.Costs(new CostQuery { By = [grouping], Zone = TimeZoneInfo.Utc })
                    .Run(CancellationToken.None)
                    .Select(cost => $"{grouping}: {System.Text.Json.JsonSerializer.Serialize(cost)}")
            );
        return [.. answers];
    }
}

using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Store;

/// <summary>
/// A ledger moves from the file to the server and back, with everything that a later sync needs, and as often as one likes.
/// </summary>
public sealed class LedgerCopyTests
{
    [Theory]
    [InlineData(TestStore.Sqlite, TestStore.Postgres, 81)]
    [InlineData(TestStore.Postgres, TestStore.Sqlite, 82)]
    [InlineData(TestStore.Sqlite, TestStore.Sqlite, 83)]
    public void A_copy_answers_like_its_source_and_can_be_made_again(TestStore from, TestStore to, int seed)
    {
        TestStores.Require(from);
        TestStores.Require(to);
        using TestHome home = new(from),
            other = new(to);
        home.Sharing("full");
        foreach (
            GeneratedHome generated in (GeneratedHome[])
                [ClaudeHomes.Create(seed), CodexHomes.Create(seed), CopilotHomes.Create(seed), CursorHomes.Create(seed)]
        )
            generated.WriteTo(home);
        home.Sync();
        using RimuruEngine source = home.Open(),
            copy = home.Open(other.Database);
        source.Prices.SetOverride(
            new PriceSetting
            {
                Model = "gpt-5.5",
                InputPrice = 7m,
                OutputPrice = 9m,
            },
            isPreview: false,
            CancellationToken.None
        );

        StoreCopyResult first = source.Store.CopyTo(other.Database, null, CancellationToken.None);
        first.RecordsAdded.ShouldBe(first.Records);
        first.Records.ShouldBeGreaterThan(0);
        Answers(copy).ShouldBe(Answers(source));
        LedgerAudit.Check(other.Database);

        StoreCopyResult second = source.Store.CopyTo(other.Database, null, CancellationToken.None);
        (second.Records, second.RecordsAdded, second.RecordsChanged).ShouldBe((first.Records, 0, 0));
        Answers(copy).ShouldBe(Answers(source));

        // The cursors and the readers' states came along: nothing is read again.
        copy.Ledger.Sync([], null, null, CancellationToken.None).Sum(result => result.FilesRead).ShouldBe(0);
        Answers(copy).ShouldBe(Answers(source));
        LedgerAudit.Check(other.Database);
    }

    [Fact]
    public void Two_machines_meet_in_one_ledger()
    {
        TestStores.Require(TestStore.Postgres);
        string team = PostgresCluster.Required.NewSchema();
        using TestHome one = new(TestStore.Sqlite),
            two = new(TestStore.Sqlite);
        ClaudeHomes.Create(91).WriteTo(one);
        ClaudeHomes.Create(92).WriteTo(two);
        ClaudeHomes.Create(91).WriteTo(two);
        long requests = 0;
        foreach (TestHome home in (TestHome[])[one, two])
        {
            home.Sync();
            using RimuruEngine engine = home.Open();
            engine.Store.CopyTo(team, null, CancellationToken.None);
            requests = engine
                .Reports.Costs(new CostQuery { By = [CostGrouping.Agent] })
                .Run(CancellationToken.None)
                .Sum(cost => cost.Requests);
        }

        using RimuruEngine all = one.Open(team);
        all.Reports.Costs(new CostQuery { By = [CostGrouping.Agent] })
            .Run(CancellationToken.None)
            .Sum(cost => cost.Requests)
            .ShouldBe(requests);
        LedgerAudit.Check(team);
    }

    [Fact]
    public void A_ledger_is_not_copied_into_itself_nor_out_of_nothing()
    {
        using TestHome home = new(TestStore.Sqlite);
        using RimuruEngine engine = home.Open();
        Should
            .Throw<RimuruException>(() => engine.Store.CopyTo("sqlite:" + home.In("other.db"), null, CancellationToken.None))
            .Code.ShouldBe("E9002");
        home.Sync();
        Should.Throw<RimuruException>(() => engine.Store.CopyTo(home.Database, null, CancellationToken.None)).Code.ShouldBe("E9001");
        File.Exists(home.In("other.db")).ShouldBeFalse();
    }

    private static string[] Answers(RimuruEngine engine) =>
        [
            .. engine
                .Reports.Usage(new ReportFilter(), CancellationToken.None)
                .Select(record => System.Text.Json.JsonSerializer.Serialize(record))
                .Order(StringComparer.Ordinal),
            .. engine
                .Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)
                .Select(session => System.Text.Json.JsonSerializer.Serialize(session))
                .Order(StringComparer.Ordinal),
            .. Enum.GetValues<CostGrouping>()
                .SelectMany(grouping =>
                    engine
                        .Reports.Costs(new CostQuery { By = [grouping], Zone = TimeZoneInfo.Utc })
                        .Run(CancellationToken.None)
                        .Select(cost => $"{grouping}: {System.Text.Json.JsonSerializer.Serialize(cost)}")
                ),
        ];
}

using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Reports;

/// <summary>What caching saved is the cost of the same tokens as plain input, less the cost, request by request.</summary>
public sealed class CacheSavingsTests : IDisposable
{
    private readonly TestHome home = new();

    [Fact]
    public void It_is_the_cost_without_caches_less_the_cost_by_every_way_of_adding_up()
    {
        Generators.ClaudeHomes.Create(12).WriteTo(home);
        Generators.CodexHomes.Create(12).WriteTo(home);
        home.Sync();
        List<UsageRecord> records = home.Records();
        decimal expected = records.Where(record => record.Cost is not null).Sum(Saved);
        expected.ShouldNotBe(0);
        foreach (CostGrouping by in (CostGrouping[])[CostGrouping.Model, CostGrouping.Day, CostGrouping.Session, CostGrouping.Project])
            home.Costs(new() { By = [by] }).Sum(record => record.CacheSavings ?? 0).ShouldBe(expected, by.ToString());
        home.Sessions().Sum(session => session.CacheSavings ?? 0).ShouldBe(expected);
        DateTimeOffset middle = records.Select(record => record.Timestamp).Order().ElementAt(records.Count / 2);
        ReportFilter[] halves = [new() { Until = middle }, new() { Since = middle }];
        halves.Sum(half => home.Costs(new() { By = [CostGrouping.Agent], Filter = half }).Sum(r => r.CacheSavings ?? 0)).ShouldBe(expected);
        home.Costs(new() { By = [CostGrouping.Agent], Source = CostSource.Reported }).ShouldAllBe(record => record.CacheSavings == null);
    }

    [Theory]
    [InlineData("\"cache_read_input_tokens\":100000,", 0.27)]
    [InlineData("\"cache_creation_input_tokens\":100000,", -0.075)]
    [InlineData("", 0)]
    public void Reads_save_and_writes_cost(string cached, double expected)
    {
        home.Write(Log, Assistant(usage: $"{cached}\"input_tokens\":10,\"output_tokens\":5")).Sync();
        home.Costs(new()).ShouldHaveSingleItem().CacheSavings.ShouldBe((decimal)expected);
    }

    [Fact]
    public void Without_a_price_it_is_not_known()
    {
        home.Write(Log, Assistant(model: "house-model", usage: "\"cache_read_input_tokens\":100000,\"output_tokens\":5")).Sync();
        home.Costs(new()).ShouldHaveSingleItem().CacheSavings.ShouldBeNull();
    }

    [Fact]
    public void A_ledger_of_an_older_version_learns_it_when_prices_change()
    {
        home.Write(
            Log,
            Assistant("msg_1", usage: "\"cache_read_input_tokens\":100000,\"output_tokens\":5", extra: "\"requestId\":\"r1\","),
            Assistant("msg_2", usage: "\"output_tokens\":5", model: "claude-opus-4-5", extra: "\"requestId\":\"r2\",")
        );
        home.Sync();
        string[] columns =
        [
            "usage DROP COLUMN cache_saving",
            .. Dropped("rollup_time"),
            .. Dropped("rollup_hour"),
            .. Dropped("rollup_session"),
        ];
        using (Rimuru.Core.Sqlite.SqliteDatabase old = Rimuru.Core.Sqlite.SqliteDatabase.Open(home.Ledger))
        {
            old.Execute(Store.NewestTables.Drop);
            foreach (string column in columns)
                old.Execute("ALTER TABLE " + column);
            old.Execute("DROP TABLE metric");
            old.Execute("DELETE FROM migration WHERE version >= 15");
            old.Execute("PRAGMA user_version = 14");
        }

        Savings().ShouldBe(["claude-opus-4-5 0", "claude-sonnet-4-5 "]);
        LedgerAudit.Check(home.Database);
        using (RimuruEngine engine = home.Open())
            engine.Prices.SetOverride(
                new Rimuru.Core.ModelCatalog.PriceSetting
                {
                    Model = "another",
                    InputPrice = 1,
                    OutputPrice = 2,
                },
                isPreview: false,
                CancellationToken.None
            );
        Savings().ShouldBe(["claude-opus-4-5 0", "claude-sonnet-4-5 0.27"]);
        LedgerAudit.Check(home.Database);

        static IEnumerable<string> Dropped(string table) => [$"{table} DROP COLUMN cache_saving", $"{table} DROP COLUMN saving_rows"];

        IEnumerable<string> Savings() =>
            home.Costs(new() { By = [CostGrouping.Model] })
                .Select(r => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{r.Model} {r.CacheSavings:0.##}"))
                .Order(StringComparer.Ordinal);
    }

    public void Dispose() => home.Dispose();

    private static decimal Saved(UsageRecord record)
    {
        ResolvedModel model = PriceBook.Bundled.Resolve(record.Provider, record.Model);
        TokenUsage plain = new(
            record.InputTokens + record.CacheReadTokens + record.CacheWrite5mTokens + record.CacheWrite1hTokens,
            0,
            0,
            0,
            record.OutputTokens,
            record.ReasoningTokens
        );
        decimal whole = PriceBook
            .Price(model, record.Timestamp, plain, PriceTerms.Parse(record.ServiceTier), record.WebSearches)
            .Usd!.Value;
        return whole - record.Cost!.Value;
    }
}

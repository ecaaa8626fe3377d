using System.Globalization;
using System.Text.Json.Nodes;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Exports;

/// <summary>The layout of FOCUS: its own rules hold, and no money is added or lost.</summary>
public sealed class FocusTests : IDisposable
{
    private static readonly string[] NeverEmpty =
    [
        "BilledCost",
        "BillingAccountId",
        "BillingCurrency",
        "BillingPeriodEnd",
        "BillingPeriodStart",
        "ChargeCategory",
        "ChargeDescription",
        "ChargeFrequency",
        "ChargePeriodEnd",
        "ChargePeriodStart",
        "ConsumedQuantity",
        "ConsumedUnit",
        "ContractedCost",
        "ContractedUnitPrice",
        "EffectiveCost",
        "InvoiceIssuerName",
        "ListCost",
        "ListUnitPrice",
        "PricingCategory",
        "PricingQuantity",
        "PricingUnit",
        "ServiceCategory",
        "ServiceName",
        "ServiceProviderName",
        "ServiceSubcategory",
        "SkuId",
        "SkuMeter",
        "SkuPriceDetails",
        "SkuPriceId",
        "Tags",
    ];

    private readonly ExportHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(CostSource.Calculated)]
    [InlineData(CostSource.Auto)]
    public void The_sums_are_those_of_the_ledger(CostSource source)
    {
        List<Dictionary<string, string>> rows = Export(source);
        decimal ledger = home
            .Engine.Reports.Costs(new CostQuery { By = [CostGrouping.Provider], Source = source })
            .Run(CancellationToken.None)
            .Sum(record => record.Cost ?? 0);
        ledger.ShouldBeGreaterThan(1);
        rows.Sum(row => Number(row["BilledCost"])).ShouldBe(ledger);
        rows.Sum(row => Number(row["EffectiveCost"])).ShouldBe(ledger);
        JsonObject sums = Metadata()["Sums"]!.AsObject();
        Number(sums["BilledCost"]!.ToJsonString()).ShouldBe(ledger);
        Number(sums["ListCost"]!.ToJsonString()).ShouldBe(rows.Sum(row => Number(row["ListCost"])));
        ((int)Metadata()["Rows"]!).ShouldBe(rows.Count);
        long tokens = home.Ledger(CostGrouping.Model).Where(record => record.UnpricedRequests == 0).Sum(record => record.TotalTokens);
        rows.Where(row => row["ConsumedUnit"] == "Tokens").Sum(row => Number(row["ConsumedQuantity"])).ShouldBe(tokens);
    }

    [Fact]
    public void Every_row_keeps_the_rules_between_columns()
    {
        List<Dictionary<string, string>> rows = Export();
        string[] columns = [.. rows[0].Keys];
        string[] focus = [.. columns.Where(column => !column.StartsWith("x_", StringComparison.Ordinal))];
        focus.ShouldBe(focus.Order(StringComparer.Ordinal));
        columns.ShouldBe([.. focus, .. columns.Except(focus)]);
        foreach (Dictionary<string, string> row in rows)
        {
            NeverEmpty.ShouldAllBe(column => row[column].Length > 0);
            row.Values.ShouldAllBe(value => value == value.Trim());
            Number(row["ListCost"]).ShouldBe(Number(row["ListUnitPrice"]) * Number(row["PricingQuantity"]));
            Number(row["ContractedCost"]).ShouldBe(Number(row["ContractedUnitPrice"]) * Number(row["PricingQuantity"]));
            Math.Abs(Number(row["BilledCost"]) - Number(row["ListCost"])).ShouldBeLessThan(0.00000001m);
            string.CompareOrdinal(row["ChargePeriodStart"], row["ChargePeriodEnd"]).ShouldBeLessThan(0);
            row["BillingPeriodStart"].ShouldBe("2026-07-01T00:00:00Z");
            row["BillingPeriodEnd"].ShouldBe("2026-08-01T00:00:00Z");
            JsonNode.Parse(row["Tags"])!["branch"]!.ToString().ShouldBe(ExportHome.Branch);
            row["x_GitBranchName"].ShouldBe("'" + ExportHome.Branch);
            JsonNode.Parse(row["SkuPriceDetails"])!["x_ModelId"]!.ToString().ShouldBe(row["x_ModelId"]);
        }

        rows.GroupBy(row => row["SkuPriceId"]).ShouldAllBe(same => same.Select(row => row["SkuId"]).Distinct().Count() == 1);
        rows.Select(row => row["ChargePeriodStart"]).Distinct().ShouldBe(["2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z"]);
        rows.Select(row => row["x_TokenType"])
            .Distinct()
            .ShouldBe(["input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "web_search"], ignoreOrder: true);
    }

    [Fact]
    public void What_has_no_price_is_in_the_metadata_only()
    {
        Export().ShouldAllBe(row => row["x_ModelId"] != "'" + ExportHome.Model);
        JsonObject unpriced = Metadata()["Unpriced"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        unpriced["Model"]!.ToString().ShouldBe(ExportHome.Model);
        ((long)unpriced["Tokens"]!).ShouldBe(home.Ledger(CostGrouping.Model).Sum(record => record.UnpricedTokens));
        Metadata()["Statement"]!.ToString().ShouldContain("not claimed to conform");
    }

    [Fact]
    public void It_needs_a_file_and_costs()
    {
        Should.Throw<RimuruException>(() => home.Costs(ExportFormat.Focus)).Message.ShouldContain("a second one beside it");
        Should.Throw<RimuruException>(() => home.Sessions(ExportFormat.Focus)).Message.ShouldContain("costs");
        home.File("focus.metadata.json", "mine");
        Should
            .Throw<RimuruException>(() =>
                home.Engine.Exports.Costs(
                    home.Request,
                    ExportFormats.Of(ExportFormat.Focus),
                    new ExportFile { Path = home.In("focus.csv"), IsKept = true },
                    CancellationToken.None
                )
            )
            .Message.ShouldContain("focus.metadata.json");
        File.Exists(home.In("focus.csv")).ShouldBeFalse();
    }

    private List<Dictionary<string, string>> Export(CostSource source = CostSource.Calculated)
    {
        ExportFile file = new() { Path = home.In("focus.csv") };
        home.Engine.Exports.Costs(
            home.Request with
            {
                Source = source,
            },
            ExportFormats.Of(ExportFormat.Focus),
            file,
            CancellationToken.None
        );
        return ExportHome.Rows(File.ReadAllText(file.Path));
    }

    private JsonNode Metadata() => JsonNode.Parse(File.ReadAllText(home.In("focus.metadata.json")))!;

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}

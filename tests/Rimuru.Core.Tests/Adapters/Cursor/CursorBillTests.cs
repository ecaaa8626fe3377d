using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Adapters.Cursor;

/// <summary>Cursor's bill, by the dashboard's CSV and by rows of the team API.</summary>
public sealed class CursorBillTests : IDisposable
{
    private const string Header =
        "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n";
    private const string Database = ".config/Cursor/User/globalStorage/state.vscdb";
    private const long Noon = 1795348800000; // 2026-11-22T12:00:00Z
    private readonly TestHome home = new();

    [Fact]
    public void The_two_columns_of_input_stand_beside_each_other()
    {
        UsageRecord row = Import(Header + "2026-11-22T12:00:00.000Z,On-Demand,gpt-5,No,10,5,7,15,37,$0.10\n").ShouldHaveSingleItem();
        (row.InputTokens, row.CacheWrite5mTokens, row.CacheReadTokens, row.OutputTokens, row.TotalTokens).ShouldBe((5, 10, 7, 15, 37));
        (row.ReportedCost, row.Model, row.Evidence, row.SessionId).ShouldBe((0.10m, "gpt-5", UsageEvidence.Recorded, "billed-2026-11-22"));
        row.Timestamp.ToUnixTimeMilliseconds().ShouldBe(Noon);
    }

    [Fact]
    public void Where_only_the_other_reading_adds_up_the_first_column_holds_the_second()
    {
        UsageRecord row = Import(Header + "2026-11-22T12:00:00.000Z,Included,gpt-5,No,160,150,70,20,250,0.49\n").ShouldHaveSingleItem();
        (row.InputTokens, row.CacheWrite5mTokens, row.TotalTokens).ShouldBe((150, 10, 250));
    }

    [Fact]
    public void A_row_of_the_bill_is_a_sum_without_a_long_context_price()
    {
        UsageRecord row = Import(Header + "2026-11-22T12:00:00.000Z,Included,claude-sonnet-4-5,No,0,300000,0,1000,301000,-\n")
            .ShouldHaveSingleItem();
        (row.ServiceTier, row.Cost).ShouldBe(("sum", 0.915m));
    }

    [Theory]
    [InlineData("$0.10", "0.10")]
    [InlineData("\"$1,234.56\"", "1234.56")]
    [InlineData("1e-07", "0.0000001")]
    [InlineData("Included", null)]
    [InlineData("-", null)]
    [InlineData("NaN", null)]
    [InlineData("\"EUR 3,50\"", null)]
    [InlineData("", null)]
    public void A_cost_is_a_figure_in_dollars_or_none(string cell, string? expected) =>
        Import(Header + $"2026-11-22T12:00:00Z,x,gpt-5,No,0,5,0,15,20,{cell}\n")
            .ShouldHaveSingleItem()
            .ReportedCost.ShouldBe(expected is null ? null : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-11-22", "2026-11-22T12:00:00Z")]
    [InlineData("2026-11-22 13:00:00", "2026-11-22T13:00:00Z")]
    [InlineData("2026-11-22T13:00:00+02:00", "2026-11-22T11:00:00Z")]
    public void Times_without_a_zone_are_utc_and_a_day_alone_is_its_noon(string cell, string expected) =>
        Import(Header + $"{cell},x,gpt-5,No,0,5,0,15,20,-\n")
            .ShouldHaveSingleItem()
            .Timestamp.ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Columns_may_stand_in_any_order_and_with_others()
    {
        UsageRecord row = Import(
                "\uFEFFUser,Output Tokens,Model,Cloud Agent ID,Input (w/o Cache Write),Input (w/ Cache Write),Date\r\n\"dev@example.com\",3,\"a \"\"b\"\", c\",,2,1,2026-11-22T12:00:00Z\r\n"
            )
            .ShouldHaveSingleItem();
        (row.Model, row.InputTokens, row.CacheWrite5mTokens, row.OutputTokens).ShouldBe(("a \"b\", c", 2, 1, 3));
        row.SessionId.ShouldBe("billed-2026-11-22-dev@example.com");
    }

    [Fact]
    public void Rows_without_tokens_and_money_are_no_requests() =>
        Import(
                Header
                    + "2026-11-22T12:00:00Z,\"Errored, Not Charged\",gpt-5,No,0,0,0,0,0,-\n2026-11-22T12:00:01Z,x,gpt-5,No,0,0,0,0,0,$0.04\n"
            )
            .ShouldHaveSingleItem()
            .ReportedCost.ShouldBe(0.04m);

    [Fact]
    public void Equal_events_of_one_file_count_each_and_exports_that_overlap_count_once()
    {
        const string Twice = "2026-11-22T12:00:00Z,x,gpt-5,No,0,5,0,15,20,$0.01\n",
            Other = "2026-11-23T12:00:00Z,x,gpt-5,No,0,5,0,15,20,$0.01\n";
        Import(Header + Twice + Twice).Count.ShouldBe(2);
        Import(Header + Twice + Twice + Other, "later.csv").Count.ShouldBe(3);
        ImportOne("later.csv").FilesRead.ShouldBe(0);
    }

    [Fact]
    public void The_apis_rows_are_the_same_events_with_more_decimals_and_their_user()
    {
        Import(Header + "2026-11-22T12:00:00.000Z,On-Demand,gpt-5,No,10,5,7,15,37,$0.01\n");
        const string Event =
            """{"timestamp":"1795348800000","model":"gpt-5","kind":"Usage-based","tokenUsage":{"inputTokens":5,"outputTokens":"15","cacheWriteTokens":10,"cacheReadTokens":7,"totalCents":1.234567},"chargedCents":9,"userEmail":"dev@example.com"}""";
        UsageRecord row = Import($"{{\"usageEvents\":[{Event}],\"pagination\":{{\"hasNextPage\":false}}}}", "page.json")
            .ShouldHaveSingleItem();
        row.ReportedCost.ShouldBe(0.01234567m);
        row.SessionId.ShouldBe("billed-2026-11-22-dev@example.com");
        home.Costs(new CostQuery { By = [CostGrouping.User] }).ShouldHaveSingleItem().User.ShouldBe("dev@example.com");
    }

    [Fact]
    public void Pages_of_the_api_may_be_joined_in_an_array_and_what_a_plan_includes_has_no_figure()
    {
        const string One =
            """{"timestamp":1795348800000,"model":"gpt-5","kind":"USAGE_EVENT_KIND_INCLUDED_IN_BUSINESS","tokenUsage":{"inputTokens":5,"outputTokens":1,"totalCents":62.3}}""";
        const string Two =
            """{"timestamp":1795348801000,"model":"gpt-5","tokenUsage":{"inputTokens":6,"outputTokens":1},"chargedCents":2}""";
        Import($$"""[{"usageEventsDisplay":[{{One}}]},{"usageEvents":[{{Two}}]}]""", "pages.json")
            .Select(row => row.ReportedCost)
            .ShouldBe([null, 0.02m], ignoreOrder: true);
    }

    [Fact]
    public void A_bill_takes_the_place_of_estimates_in_its_time_in_either_order()
    {
        Bubble("b1", Noon - 60_000);
        Bubble("b2", Noon + 60_000);
        home.Records().ShouldAllBe(row => row.Evidence == UsageEvidence.Estimated);
        const string Bill =
            Header + "2026-11-22T11:30:00Z,x,gpt-5,No,0,5,0,15,20,$0.01\n2026-11-22T12:00:00Z,x,gpt-5,No,0,6,0,15,21,$0.01\n";
        Import(Bill)
            .Select(row => (row.Evidence, row.InputTokens))
            .ShouldBe([(UsageEvidence.Recorded, 5), (UsageEvidence.Recorded, 6), (UsageEvidence.Estimated, 1000)]);
        Bubble("b3", Noon - 30_000);
        Bubble("b4", Noon + 30_000);
        home.Records().Count(row => row.Evidence == UsageEvidence.Estimated).ShouldBe(2);
        home.Costs(new CostQuery { By = [CostGrouping.Agent] }).ShouldHaveSingleItem().InputTokens.ShouldBe(2011);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_bad_record_is_told_with_its_line_and_its_neighbours_count()
    {
        Import(
            Header
                + "2026-11-22T12:00:00Z,x,gpt-5,No,0,5,0,15,20,-\nyesterday,x,gpt-5,No,0,5,0,15,20,-\n2026-11-22T12:00:00Z,x,gpt-5,No,many,5,0,15,20,-\n2026-11-22T12:00:02Z,x,gpt-5,No,-4,5,0,15,20,-\n"
        )
            .Count.ShouldBe(2);
        home.Warnings.Count.ShouldBe(2);
        home.Warnings[0].ShouldContain("2 malformed record(s)");
        home.Warnings[0].ShouldEndWith("the first in line 3.");
        home.Warnings[1].ShouldContain("1 token count(s) out of range");
    }

    [Theory]
    [InlineData("Model,Request Count,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens\n", "E2003")]
    [InlineData("", "E2003")]
    [InlineData("{\"other\":1}", "E2003")]
    [InlineData("{\"usageEvents\":[{\"timestamp\":1,\"tokenUsage\":", "E2001")]
    [InlineData(Header + "2026-11-22,\"never closed", "E2001")]
    public void What_is_no_export_is_an_error_that_names_the_file(string text, string code)
    {
        home.Write("bill.csv").WriteBytes("bill.csv", System.Text.Encoding.UTF8.GetBytes(text));
        RimuruException error = Should.Throw<RimuruException>(() => ImportOne("bill.csv"));
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(home.In("bill.csv"));
        home.Records().ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_does_not_exist_is_an_error() =>
        Should.Throw<RimuruException>(() => ImportOne("none.csv")).Code.ShouldBe("E9002");

    public void Dispose() => home.Dispose();

    private List<UsageRecord> Import(string text, string name = "bill.csv")
    {
        home.WriteBytes(name, System.Text.Encoding.UTF8.GetBytes(text));
        ImportOne(name);
        List<UsageRecord> rows;
        using (RimuruEngine engine = home.Open())
            rows = [.. engine.Reports.Usage(new ReportFilter(), CancellationToken.None)];
        LedgerAudit.Check(home.Database);
        return rows;
    }

    private SyncResult ImportOne(string name)
    {
        using RimuruEngine engine = home.Open();
        home.Warnings.Clear();
        return engine.Ledger.Import(home.In(name), home.Warnings.Add, CancellationToken.None);
    }

    private void Bubble(string id, long ms)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.In(Database))!);
        using Sqlite.SqliteDatabase database = Sqlite.SqliteDatabase.Open(home.In(Database));
        database.Execute("CREATE TABLE IF NOT EXISTS cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
        database.Execute(
            $$$"""INSERT INTO cursorDiskKV VALUES ('bubbleId:c1:{{{id}}}', '{"type":2,"createdAt":{{{ms}}},"tokenCount":{"inputTokens":1000,"outputTokens":50},"modelInfo":{"modelName":"gpt-5"}}')"""
        );
    }
}

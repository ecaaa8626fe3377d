using System.Text.RegularExpressions;
using Rimuru.Core.Charts;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Charts of bars and calendars, by what a person sees.</summary>
public sealed partial class ChartTests : IDisposable
{
    private const string Blocks = "█▓▒░▪·";

    private static readonly DateTimeOffset Now = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TestHome home = new TestHome().At(Now);

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_bar_is_as_long_as_its_share_of_the_longest_and_days_without_usage_have_none()
    {
        Use(("2026-07-10", "a", 1000), ("2026-07-12", "a", 300), ("2026-07-12", "b", 200), ("2026-07-13", "b", 1));
        Bars(60)
            .ShouldBe([
                "2026-07-10  1,000 " + new string('█', 42),
                "2026-07-11      0",
                "2026-07-12    500 " + new string('█', 13) + new string('▓', 8),
                "2026-07-13      1 ▓",
                "",
                "█ a 1,300  ▓ b 201",
            ]);
    }

    [Fact]
    public void A_wrong_clock_makes_no_chart_of_thousands_of_years()
    {
        Use(("2026-07-10", "a", 1000), ("8000-01-01", "a", 10));
        Bars(60)[0].ShouldStartWith("2026-07-10  1,000 ");
        Bars(60).Skip(1).ShouldBe(["", "█ a 1,000"]);
        Bars(60, CostGrouping.Month).Select(line => line[..7]).ShouldBe(["2026-07", "8000-01"]);
        Calendar(120).ShouldContain(line => line.StartsWith("1,000 on 1 day", StringComparison.Ordinal));
    }

    [Fact]
    public void Before_all_times_there_is_nothing()
    {
        Use(("2026-07-10", "a", 1000));
        CostQuery early = Query with { Filter = new() { Until = new(1, 1, 3, 0, 0, 0, TimeSpan.Zero) } };
        ChartStyle style = new(80, false);
        Charts(charts => charts.Bars(early, [], BudgetUnit.Tokens, style, default)).Lines.ShouldBeEmpty();
        Charts(charts => charts.Calendar(early, BudgetUnit.Tokens, style, default)).Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2026, 7, 16)]
    [InlineData(2027, 6, 1)]
    [InlineData(9999, 12, 31)]
    public void After_today_there_is_nothing(int year, int month, int day)
    {
        Use(("2026-07-10", "a", 1000));
        CostQuery late = Query with { Filter = new() { Since = new(year, month, day, 0, 0, 0, TimeSpan.Zero) } };
        ChartStyle style = new(80, false);
        Charts(charts => charts.Bars(late, [], BudgetUnit.Tokens, style, default)).Lines.ShouldBeEmpty();
        Charts(charts => charts.Calendar(late, BudgetUnit.Tokens, style, default)).Lines.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_left_of_many_parts_and_of_many_bars_is_one()
    {
        (string, string, int)[] usage = [.. Enumerable.Range(1, 30).Select(i => ("2026-07-10", $"m{i:00}", i * 10))];
        Use(usage);
        string[] byDay = [.. Bars(80)];
        byDay[^1].ShouldEndWith("· others 3,250");
        Amounts(byDay[2..]).Sum().ShouldBe(4650);
        string[] byModel = [.. Bars(80, CostGrouping.Model)];
        byModel.Length.ShouldBe(20);
        byModel[0].ShouldStartWith("m30");
        byModel[^1].ShouldStartWith("11 others  660 █");
    }

    [Fact]
    public void No_line_is_wider_than_it_may_be_whatever_the_names_are()
    {
        Random random = new(17);
        string[] names =
        [
            "plain",
            "日本語のとても長いモデルの名前です、本当に",
            "e\u0301\u0301-x",
            new string('w', 300),
            "a b c",
            "\u202Eevil\u001b[31m\nline",
        ];
        for (int i = 0; i < 40; i++)
        {
            home.Write(
                Log.Replace("one", $"s{i}", StringComparison.Ordinal),
                Assistant(
                    $"{ApiId}{i}",
                    $"\"input_tokens\":{random.Next(1, 10_000_000)}",
                    model: System.Text.Json.JsonEncodedText.Encode(names[random.Next(names.Length)]).ToString(),
                    time: $"2026-07-{random.Next(1, 15):00}T{random.Next(24):00}:00:00Z"
                )
            );
        }

        home.Sync();
        CostGrouping[][] groupings =
        [
            [],
            [CostGrouping.Model],
            [CostGrouping.Hour, CostGrouping.Model],
            [CostGrouping.Week],
            [CostGrouping.Model, CostGrouping.Session],
        ];
        foreach (int width in (int[])[40, 60, 79, 119, 200])
        {
            foreach (CostGrouping[] by in groupings)
            {
                foreach (bool hasColours in (bool[])[true, false])
                {
                    string[] lines = [.. Draw(width, hasColours, by), .. Calendar(width, hasColours)];
                    lines.Length.ShouldBeGreaterThan(10);
                    foreach (string line in lines.Select(line => Colour().Replace(line, "")))
                    {
                        DisplayText.Width(line).ShouldBeLessThanOrEqualTo(width, line);
                        line.ShouldAllBe(c => !char.IsControl(c) && c != '\u202E');
                    }
                }
            }
        }
    }

    [Fact]
    public void Parts_of_a_bar_are_its_length_together()
    {
        Random random = new(3);
        (string, string, int)[] usage =
        [
            .. Enumerable
                .Range(1, 14)
                .SelectMany(day => Enumerable.Range(0, 9).Select(model => ($"2026-07-{day:00}", $"m{model}", random.Next(1, 1000)))),
        ];
        Use(usage);
        string[] lines = [.. Bars(100)];
        decimal[] totals = [.. usage.GroupBy(use => use.Item1).Select(day => (decimal)day.Sum(use => use.Item3))];
        int room = 100 - 10 - 5 - 3;
        for (int i = 0; i < totals.Length; i++)
            lines[i].Count(c => Blocks.Contains(c, StringComparison.Ordinal)).ShouldBe((int)decimal.Round(totals[i] / totals.Max() * room));
    }

    [Fact]
    public void Costs_are_drawn_in_dollars_and_what_has_no_price_has_no_length()
    {
        Use(("2026-07-10", "claude-sonnet-4-5", 100_000), ("2026-07-10", "nobody-knows-it", 1));
        Chart chart = Charts(charts => charts.Bars(Query, [], BudgetUnit.USD, new ChartStyle(60, false), default));
        chart.Lines[0].ShouldStartWith("2026-07-10  0.3000 █");
        chart.UnpricedModels.Values.ShouldHaveSingleItem().Model.ShouldBe("nobody-knows-it");
    }

    [Fact]
    public void A_calendar_has_each_day_at_its_place()
    {
        Use(("2026-07-15", "a", 5), ("2026-07-13", "a", 50), ("2025-07-16", "a", 500), ("2025-07-15", "a", 9));
        string[] lines = [.. Calendar(80)];
        lines.Length.ShouldBe(11);

        // 53 weeks, from a Wednesday to this one.
        lines[1].ShouldStartWith("Mon  ·");
        lines[1].Length.ShouldBe(4 + 53);
        lines[1][^1].ShouldBe('▒');
        lines[3].ShouldStartWith("Wed █·");
        lines[3][^1].ShouldBe('░');
        lines[4].Length.ShouldBe(4 + 52);
        lines[0].ShouldContain("Aug");
        lines[^2].ShouldBe("555 on 3 days  the most 500 on 2025-07-16");
        Calendar(120)[1].Length.ShouldBe(4 + 53 * 2 - 1);
    }

    [Fact]
    public void A_range_without_usage_has_no_bars_and_an_empty_calendar()
    {
        Use(("2020-01-01", "a", 5));
        Bars(80).ShouldBeEmpty();
        Calendar(80)[^1].ShouldBe("0 on 0 days");
    }

    [Fact]
    public void Groupings_that_cannot_be_drawn_are_E9001()
    {
        Use(("2026-07-10", "a", 5));
        foreach (
            CostGrouping[] by in (CostGrouping[][])
                [
                    [CostGrouping.Model, CostGrouping.Day],
                    [CostGrouping.Day, CostGrouping.Model, CostGrouping.Agent],
                ]
        )
            Should.Throw<RimuruException>(() => Draw(80, false, by)).Code.ShouldBe("E9001");
    }

    private static CostQuery Query => new() { Zone = TimeZoneInfo.Utc };

    private void Use(params (string Day, string Model, int Tokens)[] usage) =>
        home.Write(
                Log,
                [
                    .. usage.Select(
                        (use, i) =>
                            Assistant($"{ApiId}{i}", $"\"input_tokens\":{use.Tokens}", model: use.Model, time: $"{use.Day}T10:00:00Z")
                    ),
                ]
            )
            .Sync();

    private IReadOnlyList<string> Bars(int width, params CostGrouping[] by) => Draw(width, hasColours: false, by);

    private IReadOnlyList<string> Draw(int width, bool hasColours, CostGrouping[] by) =>
        Charts(charts => charts.Bars(Query, by, BudgetUnit.Tokens, new ChartStyle(width, hasColours), default)).Lines;

    private IReadOnlyList<string> Calendar(int width, bool hasColours = false) =>
        Charts(charts => charts.Calendar(Query, BudgetUnit.Tokens, new ChartStyle(width, hasColours), default)).Lines;

    private T Charts<T>(Func<ChartService, T> draw)
    {
        using RimuruEngine engine = home.Open();
        return draw(engine.Charts);
    }

    private static IEnumerable<decimal> Amounts(IEnumerable<string> legend) =>
        legend
            .SelectMany(line => Amount().Matches(line))
            .Select(match => decimal.Parse(match.Groups[1].Value, System.Globalization.NumberStyles.Number, null));

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"[█▓▒░▪·] \S+ ([\d,]+)")]
    private static partial Regex Amount();
}

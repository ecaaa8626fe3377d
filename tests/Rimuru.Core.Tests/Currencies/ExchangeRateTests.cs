using Rimuru.Core.Currencies;

namespace Rimuru.Core.Tests.Currencies;

/// <summary>Rates in a file that the user keeps, and costs converted by them.</summary>
public sealed class ExchangeRateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-test-").FullName;

    private string FilePath => Path.Combine(folder, "sub", "exchange-rates.csv");

    [Fact]
    public void Rates_are_kept_by_currency_and_day()
    {
        RateFile file = new(FilePath);
        file.Read().ShouldBeEmpty();
        file.Set(Rate("EUR", "2026-11-01", 0.92m));
        file.Set(Rate("EUR", "2026-10-01", 0.9m));
        file.Set(Rate("CHF", "2026-10-01", 0.8m));
        file.Set(Rate("EUR", "2026-11-01", 0.93m));
        Texts(file).ShouldBe(["CHF 0.8 from 2026-10-01", "EUR 0.9 from 2026-10-01", "EUR 0.93 from 2026-11-01"]);
        file.Remove(Rate("EUR", "2026-10-01", 0.9m));
        Texts(file).ShouldBe(["CHF 0.8 from 2026-10-01", "EUR 0.93 from 2026-11-01"]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void What_the_user_wrote_stays()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, "# from the bank\n eur , 2026-11-01 , 0.92 \n\n# end\n");
        RateFile file = new(FilePath);
        file.Set(Rate("GBP", "2026-11-02", 0.79m));
        File.ReadAllText(FilePath).ShouldBe("# from the bank\n eur , 2026-11-01 , 0.92 \n\n# end\nGBP,2026-11-02,0.79\n");
        file.Set(Rate("EUR", "2026-11-01", 0.95m));
        File.ReadAllText(FilePath).ShouldBe("# from the bank\nEUR,2026-11-01,0.95\n\n# end\nGBP,2026-11-02,0.79\n");
    }

    [Theory]
    [InlineData("EUR,2026-11-01")]
    [InlineData("EURO,2026-11-01,0.92")]
    [InlineData("USD,2026-11-01,1")]
    [InlineData("EUR,01.11.2026,0.92")]
    [InlineData("EUR,2026-11-01,0,92")]
    [InlineData("EUR,2026-11-01,0")]
    [InlineData("EUR,2026-11-01,-1")]
    [InlineData("EUR,2026-11-01,1e3")]
    public void A_wrong_line_is_named_and_nothing_is_written(string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, $"currency,date,rate\n{line}\n");
        RateFile file = new(FilePath);
        foreach (Action act in (Action[])[() => file.Read(), () => file.Set(Rate("GBP", "2026-11-02", 0.79m))])
        {
            RimuruException e = Should.Throw<RimuruException>(act);
            (e.Code, e.Message.Contains("line 2", StringComparison.Ordinal)).ShouldBe(("E17002", true));
        }

        File.ReadAllText(FilePath).ShouldBe($"currency,date,rate\n{line}\n");
    }

    [Theory]
    [InlineData("2026-10-31", null, null)]
    [InlineData("2026-11-01", "0.9", "9.0")]
    [InlineData("2026-11-09", "0.9", "9.0")]
    [InlineData("2026-11-10", "0.8", "8.0")]
    [InlineData("2027-01-01", "0.8", "8.0")]
    public void The_rate_is_that_of_the_last_day_of_the_period(string day, string? rate, string? cost)
    {
        ExchangeRate[] rates = [Rate("EUR", "2026-11-01", 0.9m), Rate("EUR", "2026-11-10", 0.8m)];
        DateTimeOffset start = DateTimeOffset.Parse(day + "T00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        CostConverter converter = new(rates, TimeZoneInfo.Utc, start.AddYears(9));
        CostRecord converted = converter.Convert(
            new CostRecord
            {
                Cost = 10,
                PeriodStart = start,
                PeriodEnd = start.AddDays(1),
            }
        );
        converted.Cost.ShouldBe(10);
        (Text(converted.ExchangeRate), Text(converted.DisplayCost)).ShouldBe((rate, cost));
        (converted.DisplayCurrency, converter.Warning is null).ShouldBe(("EUR", rate is not null));

        // Without a period, the last moment of the range counts.
        Text(new CostConverter(rates, TimeZoneInfo.Utc, start).Convert(new CostRecord { Cost = 10 }).DisplayCost).ShouldBe(cost);
        static string? Text(decimal? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("2026-11-09", "2026-11-10", "9.0")]
    [InlineData("2026-11-10", "2026-11-11", "8.0")]
    [InlineData("2026-11-11", "2026-12-01", "8.0")]
    public void Sessions_have_the_rate_of_their_last_activity_and_blocks_that_of_their_end(string activity, string end, string cost)
    {
        ExchangeRate[] rates = [Rate("EUR", "2026-11-01", 0.9m), Rate("EUR", "2026-11-10", 0.8m)];
        CostConverter converter = new(rates, TimeZoneInfo.Utc, At("2026-11-20"));
        decimal expected = decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture);
        Session session = new()
        {
            SessionId = "one",
            Agent = "Codex",
            LastActivity = At(activity),
            Cost = 10,
        };
        UsageBlock block = new()
        {
            Agent = "Codex",
            Start = At(end).AddHours(-5),
            End = At(end),
            Cost = 10,
        };
        CostForecast forecast = new()
        {
            Period = ForecastPeriod.Day,
            Start = At(end).AddDays(-1),
            End = At(end),
            Spent = 10,
            Forecast = 20,
        };
        converter.Convert(session).DisplayCost.ShouldBe(expected);
        converter.Convert(block).DisplayCost.ShouldBe(expected);
        CostForecast converted = converter.Convert(forecast);
        (converted.DisplaySpent, converted.DisplayForecast, converted.DisplayForecastLow).ShouldBe((expected, expected * 2, null));
        static DateTimeOffset At(string day) => DateTimeOffset.Parse(day + "T00:00Z", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_session_has_one_rate_wherever_it_is_shown_and_none_of_the_future()
    {
        ExchangeRate[] rates = [Rate("EUR", "2026-11-01", 0.9m), Rate("EUR", "2026-11-10", 0.8m), Rate("EUR", "2026-12-01", 3m)];
        DateTimeOffset now = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        CostConverter converter = new(rates, TimeZoneInfo.Utc, now);
        foreach (
            (DateTimeOffset? activity, decimal rate) in ((DateTimeOffset?, decimal)[])
                [(now.AddDays(-15), 0.9m), (now.AddDays(30), 0.8m), (null, 0.8m)]
        )
        {
            Session session = new()
            {
                SessionId = "one",
                Agent = "Codex",
                LastActivity = activity,
                Cost = 10,
            };
            CostRecord sum = new()
            {
                SessionId = "one",
                LastActivity = activity,
                Cost = 10,
            };
            (converter.Convert(session).ExchangeRate, converter.Convert(sum).ExchangeRate).ShouldBe((rate, rate));
        }
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "1 record ends before the first exchange rate of EUR, of 2026-11-01")]
    [InlineData(2, "2 records end before")]
    public void Only_costs_without_a_rate_are_warned_of(int count, string? warning)
    {
        CostConverter converter = new([Rate("EUR", "2026-11-01", 0.9m)], TimeZoneInfo.Utc, new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));
        converter.Convert(new CostRecord { Requests = 7 }).DisplayCost.ShouldBeNull();
        for (int i = 0; i < count; i++)
            converter.Convert(new CostRecord { Cost = 1 }).DisplayCost.ShouldBeNull();
        if (warning is null)
            converter.Warning.ShouldBeNull();
        else
            converter.Warning.ShouldStartWith(warning);
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("EU")]
    [InlineData("€")]
    [InlineData("E1R")]
    public void What_is_no_other_currency_is_refused(string text) =>
        Should.Throw<RimuruException>(() => Currency.Check(text, "-Currency")).Code.ShouldBe("E9001");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string[] Texts(RateFile file) => [.. file.Read().Select(rate => rate.ToString())];

    private static ExchangeRate Rate(string currency, string date, decimal rate) =>
        new()
        {
            Currency = currency,
            Date = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture),
            Rate = rate,
        };
}

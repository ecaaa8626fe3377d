using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

public sealed class ForecastTests
{
    [Fact]
    public void Without_a_past_it_is_the_pace_and_has_no_range() => Forecast.Of(30, 0.25m, [5, 7]).ShouldBe(new Forecast(120, null, null));

    [Fact]
    public void Too_little_of_a_window_without_a_past_says_nothing() => Forecast.Of(30, 0.09m, [5, 7]).ShouldBeNull();

    [Fact]
    public void At_its_beginning_a_window_is_forecast_by_the_past_alone() =>
        Forecast.Of(0, 0, [10, 40, 20, 30]).ShouldBe(new Forecast(25, 10, 40));

    [Fact]
    public void Half_way_pace_and_past_count_the_same() =>
        Forecast.Of(20, 0.5m, [4, 10, 6]).ShouldBe(new Forecast(20 + 13, 20 + 4, 20 + 13));

    [Fact]
    public void At_its_end_it_is_what_was_spent() => Forecast.Of(20, 1, [0, 0, 0]).ShouldBe(new Forecast(20, 20, 20));

    [Fact]
    public void It_is_in_its_range_and_never_less_than_what_was_spent()
    {
        Random random = new(16);
        for (int i = 0; i < 1000; i++)
        {
            decimal spent = random.Next(1000);
            decimal[] rests = [.. Enumerable.Range(0, random.Next(7)).Select(_ => (decimal)random.Next(1000))];
            Forecast? forecast = Forecast.Of(spent, random.Next(101) / 100m, rests);
            if (forecast is null)
                continue;
            forecast.Value.ShouldBeGreaterThanOrEqualTo(spent);
            if (forecast.Low is { } low)
                forecast.Value.ShouldBeInRange(low, forecast.High!.Value);
            (forecast.Low is null).ShouldBe(rests.Length < 3);
        }
    }
}

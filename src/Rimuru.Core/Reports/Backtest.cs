namespace Rimuru.Core.Reports;

/// <summary>How the forecasts of past periods turned out.</summary>
internal sealed class Backtest
{
    /// <summary>With fewer periods, an error says nothing.</summary>
    private const int Least = 5;

    /// <summary>One of ten periods was below the range, and one above it.</summary>
    private const decimal Outside = 0.1m;

    private readonly decimal[] ratios;

    private Backtest(IReadOnlyList<(decimal Forecast, decimal Real)> past, decimal real)
    {
        Periods = past.Count;
        Error = decimal.Round(100 * past.Sum(one => Math.Abs(one.Forecast - one.Real)) / real, 1);
        ratios = [.. past.Where(one => one.Forecast > 0).Select(one => one.Real / one.Forecast).Order()];
    }

    /// <summary>The number of periods.</summary>
    public int Periods { get; }

    /// <summary>All misses, in percent of what was really spent.</summary>
    public decimal Error { get; }

    /// <summary>The test of these forecasts; null if they are too few, or if nothing was spent.</summary>
    public static Backtest? Of(IEnumerable<(decimal Forecast, decimal Real)> past)
    {
        List<(decimal Forecast, decimal Real)> all = [.. past];
        decimal real = all.Sum(one => one.Real);
        return all.Count < Least || real == 0 ? null : new Backtest(all, real);
    }

    /// <summary>A forecast with the range in which the real amounts were, around it and not below what was spent already.</summary>
    public Forecast RangeOf(decimal forecast, decimal spent) =>
        ratios.Length == 0
            ? new Forecast(forecast, null, null)
            : new Forecast(
                forecast,
                Math.Max(spent, Math.Min(forecast, forecast * Quantile(Outside))),
                Math.Max(forecast, forecast * Quantile(1 - Outside))
            );

    /// <summary>
    /// The value below which a part of what is still to come will lie: n past values leave n + 1 gaps for the next one, which is as
    /// likely to fall into each. So few values give a wide range.
    /// </summary>
    private decimal Quantile(decimal part)
    {
        decimal at = Math.Clamp(part * (ratios.Length + 1) - 1, 0, ratios.Length - 1);
        int below = (int)at,
            above = Math.Min(below + 1, ratios.Length - 1);
        return ratios[below] + (ratios[above] - ratios[below]) * (at - below);
    }
}

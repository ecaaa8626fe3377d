namespace Rimuru;

/// <summary>
/// What will have been spent when a day, a week or a month ends, and how well such forecasts did on the ledger's own past.
/// </summary>
public sealed record CostForecast
{
    /// <summary>The kind of period.</summary>
    public required ForecastPeriod Period { get; init; }

    /// <summary>Start of the period (inclusive).</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>End of the period (exclusive).</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The part of the period that is over, in percent.</summary>
    public decimal Elapsed { get; init; }

    /// <summary>What was spent so far.</summary>
    public decimal Spent { get; init; }

    /// <summary>What will have been spent at the end; null if neither the pace nor the past says anything yet.</summary>
    public decimal? Forecast { get; init; }

    /// <summary>
    /// The low end of the range, in which four of five such periods are; with fewer than nine past periods it spans them, and with fewer
    /// than three it is null.
    /// </summary>
    public decimal? ForecastLow { get; init; }

    /// <summary>The high end of that range.</summary>
    public decimal? ForecastHigh { get; init; }

    /// <summary>What the amounts are: US dollars or tokens.</summary>
    public BudgetUnit Unit { get; init; }

    /// <summary>
    /// <see cref="Spent"/> in the currency that was asked for, by <see cref="ExchangeRate"/>; null if none was, of tokens, or before its
    /// first rate.
    /// </summary>
    public decimal? DisplaySpent { get; init; }

    /// <summary><see cref="Forecast"/> in that currency; null without one.</summary>
    public decimal? DisplayForecast { get; init; }

    /// <summary><see cref="ForecastLow"/> in that currency; null without one.</summary>
    public decimal? DisplayForecastLow { get; init; }

    /// <summary><see cref="ForecastHigh"/> in that currency; null without one.</summary>
    public decimal? DisplayForecastHigh { get; init; }

    /// <summary>Currency of the converted amounts, by its ISO 4217 code; null without one.</summary>
    public string? DisplayCurrency { get; init; }

    /// <summary>Units of that currency for one US dollar; null without one.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>The day from which that rate applies; null without one.</summary>
    public DateOnly? RateDate { get; init; }

    /// <summary>What the forecast is made from: of the possible ways the one with the least error on the past.</summary>
    public ForecastMethod Method { get; init; }

    /// <summary>
    /// How far the forecasts that this method would have made of past periods, at the same point of each, were off: the sum of the errors
    /// in percent of what was really spent. Null with fewer than five past periods.
    /// </summary>
    public decimal? BacktestError { get; init; }

    /// <summary>The number of past periods that were forecast for that.</summary>
    public int BacktestPeriods { get; init; }

    /// <summary>Requests of the period whose price is unknown; they are in no amount of money.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>Tokens of the unpriced requests.</summary>
    public long UnpricedTokens { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Period} {Start:yyyy-MM-dd}: {Spent} of {Forecast} {Unit}");
}

/// <summary>A period whose end is forecast.</summary>
public enum ForecastPeriod
{
    /// <summary>The day.</summary>
    Day,

    /// <summary>The week, from Monday on.</summary>
    Week,

    /// <summary>The calendar month.</summary>
    Month,
}

/// <summary>What a forecast is made from.</summary>
public enum ForecastMethod
{
    /// <summary>The pace of the period alone.</summary>
    Pace,

    /// <summary>Its pace, and what the periods before it still spent from the same point on.</summary>
    Recent,

    /// <summary>Its pace, and the same for the days before it with the same name.</summary>
    SameWeekday,
}

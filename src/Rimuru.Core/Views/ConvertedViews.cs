using System.Globalization;
using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>
/// The tables of records that have their costs in another currency as well. The command names the currency in a title, which a table of
/// PowerShell cannot: there it is a column.
/// </summary>
internal static class ConvertedViews
{
    public static View<CostRecord> Cost { get; } = InShell(CostViews.Record, r => r.DisplayCost, r => r.DisplayCurrency);

    public static View<Session> Session { get; } =
        InShell(
            Of(SessionViews.Session, "SessionId", "Cost", "TotalTokens", "Agent", "LastActivity", "Status", "Project"),
            s => s.DisplayCost,
            s => s.DisplayCurrency
        );

    public static View<UsageBlock> Block { get; } =
        InShell(Of(CostViews.Block, "Start", "Cost", "IsActive", "Agent"), b => b.DisplayCost, b => b.DisplayCurrency);

    /// <summary>All amounts are converted, as there is no room for both; those from before the first rate stay as they are.</summary>
    public static View<CostForecast> Forecast { get; } =
        new([
            .. Of(CostViews.Forecast, "Period", "Unit", "Spent", "Forecast", "ForecastLow", "ForecastHigh", "BacktestError", "Method")
                .Columns.Select(Converted),
        ])
        {
            Variant = "Converted",
        };

    /// <summary>The table of the command, with the cost in that currency before the one in US dollars, and its rate at the end.</summary>
    public static View<CostRecord> InCommand(View<CostRecord> usual, string currency) =>
        InCommand(usual, currency, r => r.DisplayCost, r => RateOf(r.ExchangeRate, r.RateDate));

    /// <inheritdoc cref="InCommand(View{CostRecord}, string)"/>
    public static View<Session> InCommand(View<Session> usual, string currency) =>
        InCommand(usual, currency, s => s.DisplayCost, s => RateOf(s.ExchangeRate, s.RateDate));

    /// <inheritdoc cref="InCommand(View{CostRecord}, string)"/>
    public static View<UsageBlock> InCommand(View<UsageBlock> usual, string currency) =>
        InCommand(usual, currency, b => b.DisplayCost, b => RateOf(b.ExchangeRate, b.RateDate));

    private static View<T> InCommand<T>(View<T> usual, string currency, Func<T, decimal?> cost, Func<T, string?> rate)
    {
        View<T> converted = Insert(usual, 0, new Column<T>("DisplayCost", $"Cost ({currency})", Money, 10, record => cost(record)));
        return converted with { Columns = [.. converted.Columns, new Column<T>("ExchangeRate", "Rate", Text, 18, record => rate(record))] };
    }

    private static string? RateOf(decimal? rate, DateOnly? day) =>
        rate is null ? null : string.Create(CultureInfo.InvariantCulture, $"{rate} of {day:yyyy-MM-dd}");

    private static View<T> InShell<T>(View<T> usual, Func<T, decimal?> cost, Func<T, string?> currency) =>
        Insert(
            usual,
            1,
            new("DisplayCost", "Converted", Money, 14, record => cost(record)),
            new("DisplayCurrency", "To", Text, 3, record => currency(record))
        ) with
        {
            Variant = "Converted",
        };

    /// <summary>Adds columns to a table, before that of the cost or one after it.</summary>
    private static View<T> Insert<T>(View<T> usual, int after, params Column<T>[] added)
    {
        int at = Array.FindIndex(usual.Columns, column => column.Property == "Cost") + after;
        return usual with { Columns = [.. usual.Columns[..at], .. added, .. usual.Columns[at..]] };
    }

    /// <summary>Some columns of a table, in this order: numbers must fit into sixty characters.</summary>
    private static View<T> Of<T>(View<T> usual, params string[] properties) =>
        usual with
        {
            Columns = Array.ConvertAll(properties, property => usual.Columns.First(column => column.Property == property)),
        };

    private static Column<CostForecast> Converted(Column<CostForecast> column) =>
        column.Property switch
        {
            "Spent" => Of(column, f => f.DisplaySpent),
            "Forecast" => Of(column, f => f.DisplayForecast),
            "ForecastLow" => Of(column, f => f.DisplayForecastLow),
            "ForecastHigh" => Of(column, f => f.DisplayForecastHigh),
            "Unit" => new("DisplayCurrency", "In", Text, 3, f => f.RateDate is null ? f.Unit : f.DisplayCurrency)
            {
                Expression = "if ($null -eq $_.RateDate) { $_.Unit } else { $_.DisplayCurrency }",
            },
            "BacktestError" => column with { Shown = Places.Command },
            _ => column,
        };

    private static Column<CostForecast> Of(Column<CostForecast> column, Func<CostForecast, decimal?> amount) =>
        column with
        {
            Property = $"Display{column.Property}",
            Value = forecast => forecast.RateDate is null ? column.Value(forecast) : amount(forecast),
            Expression = $"if ($null -eq $_.RateDate) {{ $_.{column.Property} }} else {{ $_.Display{column.Property} }}",
        };
}

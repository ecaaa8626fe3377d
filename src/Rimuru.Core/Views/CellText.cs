using System.Globalization;

namespace Rimuru.Core.Views;

/// <summary>Formats values for tables, the same in every culture.</summary>
internal static class CellText
{
    private const string Unknown = "n/a";

    /// <summary>An amount that rounds up to one unit is written with two decimals.</summary>
    private const decimal OneUnit = 0.99995m;

    /// <param name="kind">What the value is.</param>
    /// <param name="value">The value.</param>
    public static string Of(ColumnKind kind, object? value) =>
        value switch
        {
            null => kind is ColumnKind.Money or ColumnKind.MoneyChange ? Unknown : "",
            long or int => kind == ColumnKind.Bytes
                ? Bytes(Convert.ToInt64(value, CultureInfo.InvariantCulture))
                : Count(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            bool flag => flag ? "yes" : "no",
            decimal amount => Amount(kind, amount),
            DateTimeOffset time => time.ToString(kind == ColumnKind.Clock ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                + Offset(time.Offset),
            TimeSpan span => Duration(span),
            _ => value.ToString() ?? "",
        };

    /// <summary>A number of things: <c>1 request</c>, <c>1,200 requests</c>.</summary>
    public static string Counted(long count, string one) => count == 1 ? $"1 {one}" : $"{Count(count)} {one}s";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long value) => (value / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " MB";

    /// <summary>Two decimals from one unit up; below that four significant digits, at most nine decimals.</summary>
    public static string Money(decimal amount) =>
        amount == 0 ? "0.00" : amount.ToString(MoneyFormat(Math.Abs(amount)), CultureInfo.InvariantCulture);

    public static string Money(decimal? amount) => amount is { } known ? Money(known) : Unknown;

    private static string MoneyFormat(decimal size) =>
        size switch
        {
            >= OneUnit => "N2",
            >= 0.1m => "0.0000",
            >= 0.01m => "0.00000",
            >= 0.001m => "0.000000",
            >= 0.0001m => "0.0000000",
            >= 0.00001m => "0.00000000",
            _ => "0.000000000",
        };

    private static string Amount(ColumnKind kind, decimal amount) =>
        kind switch
        {
            ColumnKind.Amount when decimal.IsInteger(amount) => amount.ToString("N0", CultureInfo.InvariantCulture),
            ColumnKind.Share => decimal.Truncate(amount).ToString("F0", CultureInfo.InvariantCulture),
            ColumnKind.Price => amount.ToString("0.####", CultureInfo.InvariantCulture),
            ColumnKind.Percent => amount.ToString("+#,0.0;-#,0.0;0.0", CultureInfo.InvariantCulture),
            ColumnKind.MoneyChange when amount > 0 => "+" + Money(amount),
            _ => Money(amount),
        };

    /// <summary>The zone of a time, as short as ISO 8601 allows: <c>Z</c>, <c>+02</c>, <c>+05:30</c>.</summary>
    private static string Offset(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero)
            return "Z";
        string hours = offset.ToString(offset.Minutes == 0 ? "hh" : @"hh\:mm", CultureInfo.InvariantCulture);
        return (offset < TimeSpan.Zero ? "-" : "+") + hours;
    }

    private static string Duration(TimeSpan span) =>
        span.ToString(span.Days == 0 ? @"hh\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Rimuru.Cli.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Dollars and cents; small amounts keep the digits that matter.</summary>
    public static string Money(decimal? usd) => usd switch
    {
        null => "n/a",
        0 => "$0.00",
        < 0.001m => "$" + usd.Value.ToString("0.000000", CultureInfo.InvariantCulture),
        < 1m => "$" + usd.Value.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => "$" + usd.Value.ToString("N2", CultureInfo.InvariantCulture),
    };

    /// <summary>The cost of a group, marked where some of it has no price.</summary>
    public static string Money(CostRecord record) => Money(record.Cost) + (record.Cost is not null && record.UnpricedRequests > 0 ? "+?" : "");
}

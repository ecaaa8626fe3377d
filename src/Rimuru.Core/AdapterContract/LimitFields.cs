using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Fields that say how much of a limit is used. What is of another type or out of range is missing.</summary>
internal static class LimitFields
{
    public const int FiveHours = 300;
    public const int SevenDays = 7 * 24 * 60;

    private const long SecondMs = 1000;
    private const int AccountLength = 8;
    private const decimal MostPercent = 100_000;
    private const decimal MostAmount = 1_000_000_000;

    public static decimal? Percent(this JsonElement element, ReadOnlySpan<byte> name) => Decimal(element.Get(name), MostPercent);

    public static decimal? AmountOf(this JsonElement element, ReadOnlySpan<byte> name) => Decimal(element.Get(name), MostAmount);

    /// <summary>A time in Unix milliseconds, cut to the second: vendors repeat one reset with other fractions.</summary>
    public static long? Reset(this JsonElement element, ReadOnlySpan<byte> name) => element.Time(name) is { } ms ? Second(ms) : null;

    public static long Second(long unixMs) => unixMs - unixMs % SecondMs;

    /// <summary>The beginning of a hash of an account's id: enough to tell accounts apart, and no id.</summary>
    public static string AccountOf(JsonElement id) =>
        id.Text() is { Length: > 0 } text
            ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..AccountLength].ToLowerInvariant()
            : "";

    private static decimal? Decimal(JsonElement value, decimal most)
    {
        string? text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.Text();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number >= 0 && number <= most
            ? number
            : null;
    }
}

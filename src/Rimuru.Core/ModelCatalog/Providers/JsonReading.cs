using System.Globalization;
using System.Text.Json;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>Reads values that may be missing, null or of another type; numbers are decimals, never doubles.</summary>
internal static class JsonReading
{
    /// <summary>
    /// The list in an answer. Throws <see cref="FormatException"/> if there is none: an answer in another format must not be read as an
    /// empty list.
    /// </summary>
    public static JsonElement List(this JsonElement page, string key) =>
        page.ValueKind == JsonValueKind.Object && page.TryGetProperty(key, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? list
            : throw new FormatException($"it has no list '{key}'");

    public static JsonElement? Part(this JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out JsonElement part) && part.ValueKind == JsonValueKind.Object
            ? part
            : null;

    public static string? Text(this JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty(key, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>A number, or a number as text; null for anything else.</summary>
    public static decimal? Number(this JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out JsonElement value) ? value.ToNumber() : null;

    public static decimal? ToNumber(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDecimal(out decimal number) => number,
            JsonValueKind.String
                when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => number,
            _ => null,
        };

    /// <summary>A token count; null for anything else.</summary>
    public static long? Count(this JsonElement item, string key) =>
        item.Number(key) is { } number and > 0 and < 1_000_000_000_000 ? (long)number : null;

    /// <summary>A UTC day from a date, a time or Unix seconds; null for anything else, and for the epoch, which means unknown.</summary>
    public static string? Day(this JsonElement item, string key)
    {
        DateTimeOffset time;
        if (item.Text(key) is { } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
                return null;
        }
        else if (item.Number(key) is { } seconds and > 0 and < 253_402_300_800)
        {
            time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        }
        else
        {
            return null;
        }

        return time.Year < 2000 ? null : time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public static bool IsTrue(this JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Pricing;

/// <summary>
/// Prices as JSON in the schema of <c>prices.json</c>: USD per million tokens, fees per thousand uses. Numbers are decimals throughout.
/// </summary>
internal static class PriceJson
{
    /// <summary>The keys of a period.</summary>
    public static readonly string[] PeriodParts = ["rates", "bands", "hours"];

    /// <summary>The keys of the whole row.</summary>
    public static readonly string[] RowParts = ["terms", "regions", "fees"];

    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>Converts USD per token to the written USD per million, without trailing zeros: equal prices have equal text.</summary>
    public static JsonNode PerMillion(decimal perToken) => Number(perToken * 1_000_000m);

    public static JsonNode Number(decimal value) => JsonValue.Create(Plain(value));

    /// <summary>The number without zeros at its end.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    public static decimal? Value(JsonObject parent, string key) => parent[key] is JsonValue value ? value.GetValue<decimal>() : null;

    public static void Move(JsonObject from, JsonObject to, string key)
    {
        if (from[key] is not { } part)
            return;
        from.Remove(key);
        to[key] = part;
    }

    /// <summary>The first instant of a UTC day, or the instant itself: <c>2026-11-22</c>, <c>2026-08-16T16:00:00Z</c>.</summary>
    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string NextDay(string day) => Day(Instant(day).AddDays(1));
}

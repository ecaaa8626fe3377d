using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>Reads OpenRouter's <c>pricing</c>: USD per token as text, a discount, and overrides by prompt size or time of day.</summary>
internal sealed class OpenRouterPrices(string id)
{
    private static readonly string[] AllDays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private decimal factor = 1m;

    /// <summary>Why the prices are unusable; null if they are usable.</summary>
    public string? Unusable { get; private set; }

    /// <summary>The prices in the schema of the price table; null if they are unusable.</summary>
    public string? Read(JsonElement pricing)
    {
        // A negative price means "depends on the route".
        if (pricing.Number("prompt") is not { } prompt || pricing.Number("completion") is not { } completion)
            return Refuse("prompt or completion has no price");
        if (prompt < 0 || completion < 0)
            return Refuse("its price depends on the route of a request");
        if (prompt == 0 && completion == 0 && !id.EndsWith(":free", StringComparison.Ordinal))
            return Refuse("its price is 0, but it is not marked as free");
        if (pricing.Number("request") > 0)
            return Refuse("it charges a fee for each request");
        factor = 1m - (pricing.Number("discount") ?? 0m);
        if (factor is <= 0m or > 1m)
            return Refuse("its discount is not between 0 and 1");

        JsonObject price = new() { ["rates"] = Rates(pricing, null) };
        if (
            pricing.TryGetProperty("overrides", out JsonElement overrides)
            && overrides.ValueKind == JsonValueKind.Array
            && !Lay(price, pricing, overrides)
        )
            return null;
        if (pricing.Number("web_search") is { } search and > 0)
            price["fees"] = new JsonObject { ["webSearch"] = PriceJson.Number(search * 1000m) };
        return price.ToJsonString();
    }

    private bool Lay(JsonObject price, JsonElement pricing, JsonElement overrides)
    {
        JsonElement[] all = [.. overrides.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.Object)];
        bool IsBySize(JsonElement o) => o.TryGetProperty("min_prompt_tokens", out _);
        bool IsByTime(JsonElement o) =>
            o.TryGetProperty("utc_start", out _) || o.TryGetProperty("utc_end", out _) || o.TryGetProperty("utc_days", out _);
        if (all.Any(IsByTime) && all.Any(IsBySize))
        {
            Refuse("its price depends on prompt size and time together");
            return false;
        }

        if (all.Any(o => !IsBySize(o) && !IsByTime(o)) || all.Any(o => IsBySize(o) && o.Number("min_prompt_tokens") is not >= 0))
        {
            Refuse("its price depends on an unknown condition");
            return false;
        }

        if (all.Any(IsBySize))
            price["bands"] = Bands(pricing, all);
        else if (all.Length > 0)
            price["hours"] = Hours(pricing, all);
        return true;
    }

    /// <summary>
    /// A band begins above its threshold. All entries with a threshold up to the band apply; of two for the same rate the later one wins.
    /// </summary>
    private JsonArray Bands(JsonElement pricing, JsonElement[] overrides)
    {
        JsonArray bands = [];
        foreach (decimal threshold in overrides.Select(o => o.Number("min_prompt_tokens")!.Value).Distinct().Order())
        {
            JsonElement[] holding = [.. overrides.Where(o => o.Number("min_prompt_tokens") <= threshold)];
            bands.Add((JsonNode)new JsonObject { ["minPromptTokens"] = (long)threshold + 1, ["rates"] = Rates(pricing, holding) });
        }

        return bands;
    }

    /// <summary>
    /// Half-open windows of the UTC day, which may cross midnight. The table uses the first match, so the last entry is written first.
    /// </summary>
    private JsonArray Hours(JsonElement pricing, JsonElement[] overrides)
    {
        JsonArray hours = [];
        foreach (JsonElement window in Enumerable.Reverse(overrides))
        {
            int from = Minute(window.Number("utc_start") ?? 0),
                to = Minute(window.Number("utc_end") ?? 2400);
            string[] days =
                window.TryGetProperty("utc_days", out JsonElement listed) && listed.ValueKind == JsonValueKind.Array
                    ?
                    [
                        .. listed
                            .EnumerateArray()
                            .Where(d => d.ValueKind == JsonValueKind.String)
                            .Select(d => d.GetString()!.ToLowerInvariant()),
                    ]
                    : AllDays;
            if (from < to)
            {
                hours.Add((JsonNode)Window(from, to, days, Rates(pricing, [window])));
            }
            else
            {
                hours.Add((JsonNode)Window(from, 24 * 60, days, Rates(pricing, [window])));
                string[] next = [.. days.Select(day => AllDays[(Array.IndexOf(AllDays, day) + 1) % 7])];
                if (to > 0)
                    hours.Add((JsonNode)Window(0, to, next, Rates(pricing, [window])));
            }
        }

        return hours;
    }

    private static JsonObject Window(int from, int to, string[] days, JsonObject rates) =>
        new()
        {
            ["from"] = Clock(from),
            ["to"] = Clock(to),
            ["days"] = new JsonArray([.. days.Where(AllDays.Contains).Select(day => (JsonNode)day[..3])]),
            ["rates"] = rates,
        };

    private JsonObject Rates(JsonElement pricing, JsonElement[]? overrides)
    {
        JsonObject rates = [];
        void Take(string key, string named)
        {
            decimal? value = pricing.Number(named);
            foreach (JsonElement entry in overrides ?? [])
                value = entry.Number(named) ?? value;
            if (value is { } perToken and >= 0)
                rates[key] = PriceJson.PerMillion(perToken * factor);
        }

        Take("input", "prompt");
        Take("output", "completion");
        Take("cacheRead", "input_cache_read");

        // Google's price is for cache storage, which logs do not show. OpenAI's cache lives 30 minutes.
        if (!id.StartsWith("google/", StringComparison.Ordinal))
            Take(id.StartsWith("openai/", StringComparison.Ordinal) ? "cacheWrite30m" : "cacheWrite5m", "input_cache_write");
        Take("cacheWrite1h", "input_cache_write_1h");
        Take("inputAudio", "audio");
        Take("reasoning", "internal_reasoning");
        if (
            rates["reasoning"]?.GetValue<decimal>() is { } reasoning
            && (reasoning == 0 || reasoning == rates["output"]!.GetValue<decimal>())
        )
            rates.Remove("reasoning");
        return rates;
    }

    /// <summary>Minutes since midnight from a time written as HHMM: 630 is half past six.</summary>
    private static int Minute(decimal clock) => Math.Clamp((int)clock / 100 * 60 + (int)clock % 100, 0, 24 * 60);

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private string? Refuse(string why)
    {
        Unusable = why;
        return null;
    }
}

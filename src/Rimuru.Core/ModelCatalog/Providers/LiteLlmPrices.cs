using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>
/// Reads the prices of one entry of LiteLLM's file: USD per token; bands, cache lives and tiers are part of the field names.
/// </summary>
internal sealed class LiteLlmPrices(string provider)
{
    private const string Above = "_above_";

    /// <summary>Why the prices are unusable; null if they are usable or absent.</summary>
    public string? Unusable { get; private set; }

    /// <summary>The prices in the schema of the price table; null if there are no usable ones.</summary>
    public string? Read(JsonElement model)
    {
        JsonObject price = [];
        if (
            model.TryGetProperty("tiered_pricing", out JsonElement tiers)
            && tiers.ValueKind == JsonValueKind.Array
            && tiers.GetArrayLength() > 0
        )
        {
            if (!ReadTiers(price, tiers))
                return null;
        }
        else
        {
            // Some entries describe a model without a price.
            if (model.Number("input_cost_per_token") is not { } input || model.Number("output_cost_per_token") is not { } output)
                return null;
            if (input < 0 || output < 0)
                return Refuse("a price is negative");
            if (input == 0 && output == 0)
                return Refuse("its price is 0, but it is not marked as free");
            price["rates"] = Rates(model, "");
            JsonArray bands = Bands(model);
            if (bands.Count > 0)
                price["bands"] = bands;
            JsonObject terms = Terms(model);
            if (terms.Count > 0)
                price["terms"] = terms;
        }

        if (Regions(model) is { Count: > 0 } regions)
            price["regions"] = regions;
        if (model.Part("search_context_cost_per_query")?.Number("search_context_size_medium") is { } search and > 0)
            price["fees"] = new JsonObject { ["webSearch"] = PriceJson.Number(search * 1000m) };
        return price.ToJsonString();
    }

    /// <summary>Reads bands from a list of [from, to) in thousands of tokens, the first one without a threshold.</summary>
    private bool ReadTiers(JsonObject price, JsonElement tiers)
    {
        JsonArray bands = [];
        foreach (JsonElement tier in tiers.EnumerateArray())
        {
            decimal? from =
                tier.TryGetProperty("range", out JsonElement range) && range.ValueKind == JsonValueKind.Array && range.GetArrayLength() > 0
                    ? range[0].ToNumber()
                    : null;
            if (from is not >= 0 || tier.Number("input_cost_per_token") is not > 0 || tier.Number("output_cost_per_token") is not > 0)
            {
                Refuse("its tiers are malformed");
                return false;
            }

            JsonObject rates = Rates(tier, "");
            if (from == 0)
                price["rates"] = rates;
            else
                bands.Add((JsonNode)new JsonObject { ["minPromptTokens"] = (long)from.Value + 1, ["rates"] = rates });
        }

        if (price["rates"] is null)
            return Refuse("its tiers do not begin at 0") is not null;
        if (bands.Count > 0)
            price["bands"] = bands;
        return true;
    }

    /// <summary>The rates of the fields with a suffix such as <c>_above_200k_tokens</c>; missing ones are left out.</summary>
    private JsonObject Rates(JsonElement model, string ending)
    {
        JsonObject rates = [];
        void Take(string key, params string[] names)
        {
            foreach (string name in names)
            {
                if (rates[key] is null && model.Number(name + ending) is { } perToken and >= 0)
                    rates[key] = PriceJson.PerMillion(perToken);
            }
        }

        Take("input", "input_cost_per_token");
        Take("output", "output_cost_per_token");
        Take("cacheRead", "cache_read_input_token_cost", "input_cost_per_token_cache_hit");

        // A cache write with price 0 is not billed separately: its tokens are plain input.
        Take(provider == "openai" ? "cacheWrite30m" : "cacheWrite5m", "cache_creation_input_token_cost");
        Take("cacheWrite1h", "cache_creation_input_token_cost_above_1hr");
        foreach (string write in (string[])["cacheWrite5m", "cacheWrite30m", "cacheWrite1h"])
        {
            if (rates[write]?.GetValue<decimal>() == 0)
                rates.Remove(write);
        }

        Take("inputAudio", "input_cost_per_audio_token");
        Take("reasoning", "output_cost_per_reasoning_token");
        if (
            rates["reasoning"] is { } reasoning
            && rates["output"] is { } output
            && reasoning.GetValue<decimal>() == output.GetValue<decimal>()
        )
            rates.Remove("reasoning");
        return rates;
    }

    /// <summary>
    /// Reads fields such as <c>input_cost_per_token_above_272k_tokens</c>: above the threshold the rate applies to the whole request.
    /// </summary>
    private JsonArray Bands(JsonElement model)
    {
        JsonArray bands = [];
        SortedSet<int> thousands = [];
        foreach (JsonProperty field in model.EnumerateObject())
        {
            int at = field.Name.LastIndexOf(Above, StringComparison.Ordinal);
            if (at < 0 || !field.Name.EndsWith("k_tokens", StringComparison.Ordinal))
                continue;
            if (
                int.TryParse(
                    field.Name.AsSpan(at + Above.Length, field.Name.Length - at - Above.Length - "k_tokens".Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int k
                )
            )
                thousands.Add(k);
        }

        JsonObject below = Rates(model, "");
        foreach (int k in thousands)
        {
            JsonObject rates = Rates(model, $"_above_{k}k_tokens");
            foreach ((string key, JsonNode? value) in below)
            {
                if (rates[key] is null)
                    rates[key] = value!.DeepClone();
            }

            below = rates;
            bands.Add((JsonNode)new JsonObject { ["minPromptTokens"] = k * 1000L + 1, ["rates"] = rates.DeepClone() });
        }

        return bands;
    }

    /// <summary>
    /// A tier is a factor if all its rates are the same multiple; otherwise it has rates of its own, which are not available beyond the
    /// first band.
    /// </summary>
    private JsonObject Terms(JsonElement model)
    {
        JsonObject terms = [];
        JsonObject list = Rates(model, "");
        foreach ((string term, string ending) in ((string, string)[])[("batch", "_batches"), ("flex", "_flex"), ("priority", "_priority")])
        {
            JsonObject rates = Rates(model, ending);
            if (rates["input"] is null || rates["output"] is null)
                continue;
            decimal[] factors =
            [
                .. rates
                    .Where(rate => list[rate.Key]?.GetValue<decimal>() > 0)
                    .Select(rate => decimal.Round(rate.Value!.GetValue<decimal>() / list[rate.Key]!.GetValue<decimal>(), 6))
                    .Distinct(),
            ];
            JsonObject modifier = [];
            if (factors is [var x] && x > 0)
                modifier["x"] = PriceJson.Number(x);
            else
                modifier["rates"] = Filled(rates, list);
            if (term == "priority" || factors.Length != 1)
                modifier["longContext"] = "standard";
            terms[term] = new JsonArray((JsonNode)modifier);
        }

        if (model.Part("provider_specific_entry")?.Number("fast") is { } fast and > 0)
            terms["fast"] = new JsonArray((JsonNode)new JsonObject { ["x"] = PriceJson.Number(fast), ["longContext"] = "flat" });
        return terms;
    }

    private static JsonObject Filled(JsonObject rates, JsonObject list)
    {
        foreach ((string key, JsonNode? value) in list)
        {
            if (rates[key] is null)
                rates[key] = value!.DeepClone();
        }

        return rates;
    }

    private static JsonObject Regions(JsonElement model)
    {
        JsonObject regions = [];
        void Take(string region, decimal? factor)
        {
            if (factor is > 1)
                regions[region] = PriceJson.Number(factor.Value);
        }

        Take("us", model.Part("provider_specific_entry")?.Number("us") ?? model.Number("regional_processing_uplift_multiplier_us"));
        Take("eu", model.Number("regional_processing_uplift_multiplier_eu"));
        return regions;
    }

    private string? Refuse(string why)
    {
        Unusable = why;
        return null;
    }
}

using System.Text.Json.Nodes;
using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>Builds a price row from the prices that the user set for one model.</summary>
internal static class PriceOverrides
{
    /// <summary>True if the model already has prices, so that an override may set only some of them.</summary>
    public static bool HasRates(string provider, string model, PriceBook below) => RowBelow(provider, model, below) is not null;

    /// <param name="settings">The settings of one model, oldest first.</param>
    /// <param name="below">The prices without them.</param>
    public static JsonObject Line(IReadOnlyList<PriceOverride> settings, PriceBook below)
    {
        PriceOverride last = settings[^1];
        JsonObject? known = RowBelow(last.Provider, last.Model, below) is { } row
            ? PriceJson.Read(System.Text.Encoding.UTF8.GetString(below.LineOf(row).Span))
            : null;
        JsonArray periods = known?["periods"]?.DeepClone().AsArray() ?? [];
        foreach (PriceOverride setting in settings)
            Lay(periods, setting);
        JsonArray aliases =
        [
            .. settings
                .SelectMany(s => s.Aliases)
                .Where(alias => !alias.Equals(last.Model, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(alias => (JsonNode)alias),
        ];
        JsonObject line = new()
        {
            ["provider"] = last.Provider,
            ["id"] = last.Model,
            ["override"] = true,
            ["aliases"] = aliases,
            ["periods"] = periods,
        };
        foreach (string part in PriceJson.RowParts)
        {
            if (known?[part] is { } kept)
                line[part] = kept.DeepClone();
        }

        line["source"] = "user";
        line["asOf"] = last.FromOn.Length > 0 ? last.FromOn : "0001-01-01";
        return line;
    }

    /// <summary>A row whose rates can be used unchanged: the name has no fast mode and no region, and the model is not free.</summary>
    private static PriceRow? RowBelow(string provider, string model, PriceBook below)
    {
        ResolvedModel found = below.Resolve(provider.Length == 0 ? null : provider, model);
        return found is { Fast: false, Region: null, Row: { Included: false, Periods.Length: > 0 } row } ? row : null;
    }

    /// <summary>From its first day on, the setting applies in every period: the rates that it sets are replaced, the others stay.</summary>
    private static void Lay(JsonArray periods, PriceOverride setting)
    {
        JsonObject said = PriceJson.Read(setting.Prices);
        DateTimeOffset from = setting.FromOn.Length > 0 ? PriceJson.Instant(setting.FromOn) : DateTimeOffset.MinValue;
        JsonObject[] old = [.. periods.Select(p => (JsonObject)p!.DeepClone())];
        periods.Clear();
        bool covered = false;
        foreach (JsonObject period in old)
        {
            DateTimeOffset start = period["from"] is { } f ? PriceJson.Instant(f.GetValue<string>()) : DateTimeOffset.MinValue;
            DateTimeOffset end = period["to"] is { } t ? PriceJson.Instant(t.GetValue<string>()) : DateTimeOffset.MaxValue;
            if (end <= from)
            {
                periods.Add((JsonNode)period);
                continue;
            }

            JsonObject after = (JsonObject)period.DeepClone();
            foreach (JsonObject rates in RatesOf(after))
            {
                foreach ((string key, JsonNode? value) in said)
                    rates[key] = value!.DeepClone();
            }

            if (start < from)
            {
                period["to"] = setting.FromOn;
                periods.Add((JsonNode)period);
                after["from"] = setting.FromOn;
            }

            periods.Add((JsonNode)after);
            covered |= end == DateTimeOffset.MaxValue;
        }

        if (covered || said["input"] is null || said["output"] is null)
            return;
        JsonObject fresh = new() { ["rates"] = said };
        if (setting.FromOn.Length > 0)
            fresh["from"] = setting.FromOn;
        periods.Add((JsonNode)fresh);
    }

    /// <summary>
    /// Sets the rates of a period, its bands and hours included. A user's price has no bands or hours except those kept for the rates it
    /// does not set.
    /// </summary>
    private static IEnumerable<JsonObject> RatesOf(JsonObject period)
    {
        yield return period["rates"]!.AsObject();
        foreach (string part in (string[])["bands", "hours"])
        {
            foreach (JsonNode? item in period[part] as JsonArray ?? [])
                yield return item!["rates"]!.AsObject();
        }
    }
}

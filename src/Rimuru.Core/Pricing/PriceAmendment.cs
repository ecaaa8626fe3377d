using System.Text.Json.Nodes;
using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>Changes a row of the price table to the prices of a newer observation, from the day of the observation on.</summary>
internal sealed class PriceAmendment(JsonObject row, PricePolicy policy)
{
    private readonly string asOf = row["asOf"]!.GetValue<string>();

    /// <summary>True for a row that was checked against the vendor's own page.</summary>
    private bool IsOfficial =>
        row["source"]!.GetValue<string>() is "vendor" or "overlay"
        && policy is PricePolicy.OfficialFirst or PricePolicy.HighestContextWindow;

    /// <summary>Applies the observations; true if anything changed.</summary>
    /// <param name="seen">The prices that one source listed for the model, oldest first.</param>
    public bool Apply(PriceObservation[] seen)
    {
        // A model that is free or billed by request has no rates to compare.
        if (row["included"] is not null || row["periods"] is not JsonArray { Count: > 0 })
            return false;
        bool any = false;
        for (int i = 0; i < seen.Length; i++)
        {
            PriceObservation o = seen[i];
            if (string.CompareOrdinal(o.LastOn, asOf) <= 0)
                continue;

            // A list that has always differed from the vendor's page, or lists a price that ended before the table was made, is wrong, not
            // newer. It is believed once it changes.
            JsonObject said = PriceJson.Read(o.Prices);
            if (i == 0 && (IsOfficial || IsOver(said)))
                continue;
            string start = string.CompareOrdinal(o.FirstOn, asOf) > 0 ? o.FirstOn : PriceJson.NextDay(asOf);
            any |= Apply(said, start, o.LastOn, o.Source);
        }

        return any;
    }

    /// <summary>True if the table says that this price has ended.</summary>
    private bool IsOver(JsonObject said) =>
        policy != PricePolicy.MostRecent
        && row["periods"]!
            .AsArray()
            .Select(p => p!.AsObject())
            .Any(period =>
                End(period) <= PriceJson.Instant(asOf)
                && Enumerable.All<string>(
                    ["input", "output"],
                    key => PriceJson.Value(period["rates"]!.AsObject(), key) == PriceJson.Value(said["rates"]!.AsObject(), key)
                )
            );

    private bool Apply(JsonObject said, string start, string lastOn, string source)
    {
        JsonArray periods = row["periods"]!.AsArray();
        DateTimeOffset last = PriceJson.Instant(lastOn);
        DateTimeOffset[] starts =
        [
            .. periods.Select(p => p!["from"]).Where(from => from is not null).Select(from => PriceJson.Instant(from!.GetValue<string>())),
        ];

        // If the source still lists the old price on the day of an announced change, the change did not happen.
        foreach (
            DateTimeOffset from in starts
                .Where(from => from > PriceJson.Instant(start) && from <= last)
                .Prepend(PriceJson.Instant(start))
                .Order()
        )
        {
            JsonObject? held = periods.Select(p => p!.AsObject()).LastOrDefault(p => Covers(p, from));
            if (held is null || Merge(held, said, source) is not { } merged)
                continue;
            DateTimeOffset? until = starts.Where(next => next > last && next > from).Order().Cast<DateTimeOffset?>().FirstOrDefault();
            Splice(periods, merged, from, until, source);
            return true;
        }

        return false;
    }

    /// <summary>
    /// A period with the observed rates; null if it has them already. Rates that were not observed keep their ratio to those that were.
    /// </summary>
    private JsonObject? Merge(JsonObject held, JsonObject said, string source)
    {
        JsonObject rates = held["rates"]!.AsObject(),
            news = said["rates"]!.AsObject();
        foreach (string wrong in KnownWrong(source, news))
            news.Remove(wrong);
        if (news["input"] is null || news["output"] is null || !Differs(rates, news))
            return null;
        decimal input = Ratio(rates, news, "input"),
            output = Ratio(rates, news, "output");
        if (policy == PricePolicy.LowestPrice && input + output >= 2)
            return null;
        JsonObject merged = (JsonObject)held.DeepClone();
        Scale(merged["rates"]!.AsObject(), input, output, news);
        foreach (JsonNode? band in merged["bands"] as JsonArray ?? [])
        {
            // Vendors and lists differ on whether the first token of a band is in it.
            long limit = band!["minPromptTokens"]!.GetValue<long>();
            JsonNode? same = (said["bands"] as JsonArray)?.FirstOrDefault(b =>
                Math.Abs(b!["minPromptTokens"]!.GetValue<long>() - limit) <= 1
            );
            Scale(band["rates"]!.AsObject(), input, output, same?["rates"]?.AsObject());
        }

        foreach (JsonNode? hours in merged["hours"] as JsonArray ?? [])
            Scale(hours!["rates"]!.AsObject(), input, output, null);
        if (merged["bands"] is null && said["bands"] is { } bands)
            merged["bands"] = bands.DeepClone();
        return merged;
    }

    /// <summary>The rates that this list is known to have wrong.</summary>
    private string[] KnownWrong(string source, JsonObject news) =>
        row["knownWrong"]?[source] is JsonObject wrong
            ? [.. wrong.Where(rate => PriceJson.Value(news, rate.Key) == rate.Value!.GetValue<decimal>()).Select(rate => rate.Key)]
            : [];

    private void Splice(JsonArray periods, JsonObject merged, DateTimeOffset from, DateTimeOffset? until, string source)
    {
        JsonObject[] old = [.. periods.Select(p => (JsonObject)p!.DeepClone())];
        periods.Clear();
        merged["from"] = PriceJson.Day(from);
        merged.Remove("to");
        if (until is { } end)
            merged["to"] = PriceJson.Day(end);
        foreach (JsonObject period in old.Where(p => Start(p) < from))
        {
            if (End(period) > from)
            {
                period["to"] = PriceJson.Day(from);
                RescaleTerms(
                    Ratio(period["rates"]!.AsObject(), merged["rates"]!.AsObject(), "input"),
                    Ratio(period["rates"]!.AsObject(), merged["rates"]!.AsObject(), "output"),
                    from
                );
            }

            periods.Add((JsonNode)period);
        }

        periods.Add((JsonNode)merged);
        if (until is not null)
            foreach (JsonObject period in old.Where(p => Start(p) >= until))
                periods.Add((JsonNode)period);
        row["source"] = source;
        row["asOf"] = PriceJson.Day(from);
    }

    /// <summary>Scales terms that have rates of their own with the list price; terms that are factors need no change.</summary>
    private void RescaleTerms(decimal input, decimal output, DateTimeOffset from)
    {
        if (row["terms"] is not JsonObject terms)
            return;
        foreach ((string name, JsonNode? listed) in terms.ToArray())
        {
            JsonArray result = [];
            foreach (JsonObject modifier in listed!.AsArray().Select(m => (JsonObject)m!.DeepClone()))
            {
                JsonObject after = (JsonObject)modifier.DeepClone();
                if (modifier["rates"] is null || End(modifier) <= from || Start(modifier) < from)
                {
                    if (modifier["rates"] is not null && End(modifier) > from)
                        modifier["to"] = PriceJson.Day(from);
                    result.Add((JsonNode)modifier);
                }

                if (after["rates"] is null || End(after) <= from)
                    continue;
                Scale(after["rates"]!.AsObject(), input, output, null);
                if (Start(after) < from)
                    after["from"] = PriceJson.Day(from);
                result.Add((JsonNode)after);
            }

            terms[name] = result;
        }
    }

    private static bool Differs(JsonObject held, JsonObject said) =>
        said.Any(rate => held[rate.Key] is { } known && known.GetValue<decimal>() != rate.Value!.GetValue<decimal>());

    private static decimal Ratio(JsonObject held, JsonObject said, string key) =>
        PriceJson.Value(held, key) is { } old and > 0 ? (PriceJson.Value(said, key) ?? old) / old : 1m;

    private static void Scale(JsonObject rates, decimal input, decimal output, JsonObject? said)
    {
        foreach ((string key, JsonNode? value) in rates.ToArray())
        {
            decimal? told = said is null ? null : PriceJson.Value(said, key);
            rates[key] = PriceJson.Number(
                told ?? decimal.Round(value!.GetValue<decimal>() * (key is "output" or "reasoning" ? output : input), 12)
            );
        }
    }

    private static bool Covers(JsonObject period, DateTimeOffset time) => Start(period) <= time && End(period) > time;

    private static DateTimeOffset Start(JsonObject period) =>
        period["from"] is { } from ? PriceJson.Instant(from.GetValue<string>()) : DateTimeOffset.MinValue;

    private static DateTimeOffset End(JsonObject period) =>
        period["to"] is { } to ? PriceJson.Instant(to.GetValue<string>()) : DateTimeOffset.MaxValue;
}

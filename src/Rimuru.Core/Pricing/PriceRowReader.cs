using System.Globalization;
using System.Text.Json;

namespace Rimuru.Core.Pricing;

/// <summary>Reads one row of <c>prices.json</c>.</summary>
internal static class PriceRowReader
{
    private const int TermCount = (int)PriceTerm.Ultrafast + 1;

    // Own code without JsonElement?: generics over another assembly's struct are compiled by the JIT in every process.
    private delegate T ReadItem<T>(JsonElement item);

    internal static PriceRow Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement row = document.RootElement;
        string id = Text(row, "id") ?? throw new FormatException("a row has no id");
        try
        {
            return new PriceRow
            {
                Provider = Text(row, "provider") ?? throw new FormatException("no provider"),
                Id = id,
                Name = Text(row, "name"),
                ContextWindow = Whole(row, "contextWindow"),
                MaxOutput = Whole(row, "maxOutput"),
                Released = Text(row, "released"),
                Retires = Text(row, "retires"),
                Included = Text(row, "included") is not null,
                Periods = ListOf(row, "periods", Period),
                Terms = Terms(row),
                Regions = Regions(row),
                WebSearchFee = Fee(row, "webSearch"),
                FileSearchFee = Fee(row, "fileSearch"),
                PremiumMultiplier = Number(row, "premiumRequests"),
                Source = Required(row, "source"),
                AsOf = Required(row, "asOf"),
                Confidence = Text(row, "confidence"),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new FormatException($"row {id}: {e.Message}", e);
        }
    }

    private static PricePeriod Period(JsonElement period) =>
        new(
            Ticks(period, "from", DateTime.MinValue.Ticks),
            Ticks(period, "to", DateTime.MaxValue.Ticks),
            Rates(period.GetProperty("rates")),
            ListOf(period, "bands", b => new PriceBand(b.GetProperty("minPromptTokens").GetInt64(), Rates(b.GetProperty("rates")))),
            ListOf(period, "hours", h => new PriceHours(Minute(h, "from"), Minute(h, "to"), Days(h), Rates(h.GetProperty("rates"))))
        );

    /// <summary>Reads USD per million tokens into USD per token.</summary>
    /// <remarks>
    /// If a vendor lists no cache rate there is neither discount nor surcharge: those tokens are plain input (OpenAI before 5.6, the pro
    /// models).
    /// An unlisted cache life uses the rate of the next longer listed one, else of the longest.
    /// </remarks>
    private static PriceRates Rates(JsonElement rates)
    {
        decimal? At(string key) => Number(rates, key) * 0.000001m;
        decimal input = At("input") ?? throw new FormatException("no input rate");
        decimal output = At("output") ?? throw new FormatException("no output rate");
        decimal read = At("cacheRead") ?? input;
        decimal? w5m = At("cacheWrite5m"),
            w30m = At("cacheWrite30m"),
            w1h = At("cacheWrite1h"),
            w12h = At("cacheWrite12h");
        return new PriceRates
        {
            Input = input,
            Output = output,
            CacheRead = read,
            CacheWrite5m = w5m ?? w30m ?? w1h ?? w12h ?? input,
            CacheWrite30m = w30m ?? w1h ?? w12h ?? w5m ?? input,
            CacheWrite1h = w1h ?? w12h ?? w30m ?? w5m ?? input,
            CacheWrite12h = w12h ?? w1h ?? w30m ?? w5m ?? input,
            InputAudio = At("inputAudio") ?? input,
            CacheReadAudio = At("cacheReadAudio") ?? read,
            Reasoning = At("reasoning") ?? output,
        };
    }

    private static PriceModifier[]?[] Terms(JsonElement row)
    {
        var terms = new PriceModifier[]?[TermCount];
        if (!row.TryGetProperty("terms", out JsonElement listed))
            return terms;
        foreach (JsonProperty term in listed.EnumerateObject())
        {
            PriceTerm key = term.Name switch
            {
                "batch" => PriceTerm.Batch,
                "flex" => PriceTerm.Flex,
                "priority" => PriceTerm.Priority,
                "fast" => PriceTerm.Fast,
                "ultrafast" => PriceTerm.Ultrafast,
                var other => throw new FormatException($"unknown term: {other}"),
            };
            terms[(int)key] = ListOf(listed, term.Name, Modifier);
        }

        return terms;
    }

    private static PriceModifier Modifier(JsonElement modifier) =>
        new(
            Ticks(modifier, "from", DateTime.MinValue.Ticks),
            Ticks(modifier, "to", DateTime.MaxValue.Ticks),
            Number(modifier, "x") ?? 1m,
            modifier.TryGetProperty("rates", out JsonElement rates) ? Rates(rates) : null,
            Text(modifier, "longContext") switch
            {
                null or "stack" => LongContext.Stack,
                "standard" => LongContext.Standard,
                "flat" => LongContext.Flat,
                var other => throw new FormatException($"unknown longContext: {other}"),
            }
        );

    private static (string Region, decimal Factor)[] Regions(JsonElement row)
    {
        if (!row.TryGetProperty("regions", out JsonElement listed))
            return [];
        int count = 0;
        foreach (JsonProperty _ in listed.EnumerateObject())
            count++;
        var regions = new (string Region, decimal Factor)[count];
        count = 0;
        foreach (JsonProperty region in listed.EnumerateObject())
            regions[count++] = (region.Name, region.Value.GetDecimal());
        return regions;
    }

    private static T[] ListOf<T>(JsonElement parent, string key, ReadItem<T> read)
        where T : class
    {
        if (!parent.TryGetProperty(key, out JsonElement array) || array.GetArrayLength() == 0)
            return [];
        var list = new T[array.GetArrayLength()];
        for (int i = 0; i < list.Length; i++)
            list[i] = read(array[i]);
        return list;
    }

    private static string? Text(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;

    private static decimal? Number(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out JsonElement value) ? value.GetDecimal() : null;

    private static long? Whole(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out JsonElement value) ? value.GetInt64() : null;

    private static string Required(JsonElement parent, string key) =>
        Text(parent, key) is { Length: > 0 } text ? text : throw new FormatException($"no {key}");

    private static decimal? Fee(JsonElement row, string key) =>
        row.TryGetProperty("fees", out JsonElement fees) ? Number(fees, key) / 1000m : null;

    private static long Ticks(JsonElement parent, string key, long missing) =>
        Text(parent, key) is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks
            : missing;

    private static int Minute(JsonElement hours, string key) =>
        hours.GetProperty(key).ValueEquals("24:00")
            ? 24 * 60
            : (int)(
                TimeOnly.ParseExact(hours.GetProperty(key).GetString()!, "HH:mm", CultureInfo.InvariantCulture).Ticks
                / TimeSpan.TicksPerMinute
            );

    private static int Days(JsonElement hours)
    {
        if (!hours.TryGetProperty("days", out JsonElement days))
            return 0b111_1111;
        int bits = 0;
        foreach (JsonElement day in days.EnumerateArray())
        {
            bits |= day.GetString() switch
            {
                "sun" => 1,
                "mon" => 1 << 1,
                "tue" => 1 << 2,
                "wed" => 1 << 3,
                "thu" => 1 << 4,
                "fri" => 1 << 5,
                "sat" => 1 << 6,
                var other => throw new FormatException($"unknown day: {other}"),
            };
        }

        return bits;
    }
}

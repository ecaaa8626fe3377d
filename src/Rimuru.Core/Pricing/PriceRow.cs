namespace Rimuru.Core.Pricing;

/// <summary>A model's row in the price table. Rates are USD per token, fees USD per use, times UTC ticks.</summary>
internal sealed class PriceRow
{
    public required string Provider { get; init; }

    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Tokens of prompt and output together; null if unknown.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>Most tokens of one answer; null if unknown.</summary>
    public long? MaxOutput { get; init; }

    /// <summary>Day of release, <c>2026-09-22</c>; null if unknown.</summary>
    public string? Released { get; init; }

    /// <summary>Day of retirement; null if unknown.</summary>
    public string? Retires { get; init; }

    /// <summary>True if tokens cost nothing: free of charge, or covered by a plan.</summary>
    public bool Included { get; init; }

    /// <summary>Periods in order of time; start inclusive, end exclusive.</summary>
    public required PricePeriod[] Periods { get; init; }

    /// <summary>Multipliers by <see cref="PriceTerm"/>; null if the table lists none for a term.</summary>
    public required PriceModifier[]?[] Terms { get; init; }

    /// <summary>Multiplier of a region; a region that is not listed costs the same.</summary>
    public required (string Region, decimal Factor)[] Regions { get; init; }

    public decimal? WebSearchFee { get; init; }

    public decimal? FileSearchFee { get; init; }

    /// <summary>Premium requests that one prompt counts for on a request-billed plan.</summary>
    public decimal? PremiumMultiplier { get; init; }

    /// <summary>The source of the figures.</summary>
    public required string Source { get; init; }

    /// <summary>The day on which the source listed them.</summary>
    public required string AsOf { get; init; }

    public string? Confidence { get; init; }

    public override string ToString() => Provider.Length > 0 ? $"{Provider}/{Id}" : Id;
}

/// <summary>Prices of a period.</summary>
internal sealed record PricePeriod(long FromTicks, long ToTicks, PriceRates Rates, PriceBand[] Bands, PriceHours[] Hours);

/// <summary>Rates of the whole request for prompts of at least this size.</summary>
internal sealed record PriceBand(long MinPromptTokens, PriceRates Rates);

/// <summary>Rates in a window of the UTC day, in minutes; <paramref name="Days"/> has a bit for each <see cref="DayOfWeek"/>.</summary>
internal sealed record PriceHours(int FromMinute, int ToMinute, int Days, PriceRates Rates);

/// <summary>The effect of a term on the price in a period: a factor, or rates of its own.</summary>
internal sealed record PriceModifier(long FromTicks, long ToTicks, decimal Factor, PriceRates? Rates, LongContext LongContext);

/// <summary>How a modifier and a long-context band combine.</summary>
internal enum LongContext
{
    /// <summary>Both apply.</summary>
    Stack,

    /// <summary>The term is not served there: the request is billed on standard terms.</summary>
    Standard,

    /// <summary>The term has one price for all prompt sizes: the band does not apply.</summary>
    Flat,
}

/// <summary>Terms for which a row can have a multiplier.</summary>
internal enum PriceTerm
{
    Batch,
    Flex,
    Priority,
    Fast,
    Ultrafast,
}

/// <summary>USD per token. Missing rates are filled in on reading; see <see cref="PriceRowReader"/>.</summary>
internal sealed record PriceRates
{
    public required decimal Input { get; init; }

    public required decimal Output { get; init; }

    public required decimal CacheRead { get; init; }

    public required decimal CacheWrite5m { get; init; }

    public required decimal CacheWrite30m { get; init; }

    public required decimal CacheWrite1h { get; init; }

    public required decimal CacheWrite12h { get; init; }

    public required decimal InputAudio { get; init; }

    public required decimal CacheReadAudio { get; init; }

    /// <summary>Rate of the reasoning part of the output.</summary>
    public required decimal Reasoning { get; init; }
}

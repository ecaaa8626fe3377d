namespace Rimuru;

/// <summary>
/// A window of five hours in which an agent was used, or the gap between two. Plans of several vendors limit usage by such windows, which
/// begin with the first request after the window before.
/// </summary>
public sealed record UsageBlock
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Start (inclusive): the full UTC hour of the first request. Of a gap: five hours after the last request before it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>End: five hours after the start. Of a gap: the first request after it.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>True if the block has not ended.</summary>
    public bool IsActive { get; init; }

    /// <summary>True if it is the time between two blocks, without any request.</summary>
    public bool IsGap { get; init; }

    /// <summary>Time of the first request; null for a gap.</summary>
    public DateTimeOffset? FirstActivity { get; init; }

    /// <summary>Time of the last request; null for a gap.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The models that were used, by name.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Billed responses.</summary>
    public long Requests { get; init; }

    /// <summary>Prompt tokens neither read from nor written to a cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens served from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the short-lived cache.</summary>
    public long CacheWrite5mTokens { get; init; }

    /// <summary>Prompt tokens written to the long-lived cache.</summary>
    public long CacheWrite1hTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + CacheReadTokens + CacheWrite5mTokens + CacheWrite1hTokens + OutputTokens;

    /// <summary>The part of the prompt tokens that was served from a cache, in percent; null without prompt tokens.</summary>
    public decimal? CacheHitRate => CacheRate.Of(InputTokens, CacheReadTokens, CacheWrite5mTokens + CacheWrite1hTokens);

    /// <summary>
    /// What caching saved in USD: what the same tokens would have cost as plain input at the price of each request, minus what they cost.
    /// Negative if writing to caches cost more than reading from them saved; null if it is not known of every request with a price.
    /// </summary>
    public decimal? CacheSavings { get; init; }

    /// <summary>Exact cost of the priced requests; null if none is priced, zero for a gap.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of <see cref="Cost"/>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>
    /// The cost in the currency that was asked for, by <see cref="ExchangeRate"/>; null if none was, or before its first rate. The exact
    /// cost is <see cref="Cost"/>.
    /// </summary>
    public decimal? DisplayCost { get; init; }

    /// <summary>Currency of <see cref="DisplayCost"/>, by its ISO 4217 code; null without one.</summary>
    public string? DisplayCurrency { get; init; }

    /// <summary>Units of that currency for one US dollar; null without one.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>The day from which that rate applies; null without one.</summary>
    public DateOnly? RateDate { get; init; }

    /// <summary>Requests whose price is unknown; they are not in <see cref="Cost"/>.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>Tokens of the unpriced requests.</summary>
    public long UnpricedTokens { get; init; }

    /// <summary>
    /// Tokens a minute, from the first request to the last, of an active block to now; null for a gap and for less than a minute.
    /// </summary>
    public decimal? TokensPerMinute { get; init; }

    /// <summary>Cost an hour, over the same time; null without a cost, too.</summary>
    public decimal? CostPerHour { get; init; }

    /// <summary>Tokens of an active block at its end if it goes on at its rate; null for others.</summary>
    public long? ProjectedTokens { get; init; }

    /// <summary>Cost of an active block at its end if it goes on at its rate; null for others.</summary>
    public decimal? ProjectedCost { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Agent} {Start:yyyy-MM-dd'T'HH:mmK} to {End:yyyy-MM-dd'T'HH:mmK}")
        + (IsGap ? ", a gap" : FormattableString.Invariant($", {TotalTokens} tokens"));
}

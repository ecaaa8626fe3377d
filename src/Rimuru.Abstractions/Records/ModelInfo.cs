namespace Rimuru;

/// <summary>A model: limits, capabilities, and prices at one time. Prices are USD per million tokens on standard terms.</summary>
public sealed record ModelInfo
{
    private readonly IReadOnlyList<string> aliases = NameList.Of([]);
    private readonly IReadOnlyList<string> capabilities = NameList.Of([]);
    private readonly IReadOnlyList<string> sources = NameList.Of([]);

    /// <summary>The provider that sells it: <c>anthropic</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The model's id, or its name in the logs if nothing else is known.</summary>
    public required string Model { get; init; }

    /// <summary>Other names of the model.</summary>
    public IReadOnlyList<string> Aliases
    {
        get => aliases;
        init => aliases = NameList.Of(value);
    }

    /// <summary>The display name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Context window in tokens; null if unknown.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>Maximum output tokens of one response; null if unknown.</summary>
    public long? MaxOutput { get; init; }

    /// <summary>Day of release, <c>2026-09-22</c>; null if unknown.</summary>
    public string? Released { get; init; }

    /// <summary>Day of retirement; null if unknown.</summary>
    public string? Retires { get; init; }

    /// <summary>Its capabilities: <c>thinking</c>, <c>tools</c>, <c>image_input</c>.</summary>
    public IReadOnlyList<string> Capabilities
    {
        get => capabilities;
        init => capabilities = NameList.Of(value);
    }

    /// <summary>Price of uncached prompt tokens; null if there is no price at that time.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>Price of output tokens.</summary>
    public decimal? OutputPrice { get; init; }

    /// <summary>Price of prompt tokens read from a cache.</summary>
    public decimal? CacheReadPrice { get; init; }

    /// <summary>Price of prompt tokens written to the short-lived cache.</summary>
    public decimal? CacheWrite5mPrice { get; init; }

    /// <summary>Price of prompt tokens written to the long-lived cache.</summary>
    public decimal? CacheWrite1hPrice { get; init; }

    /// <summary>Currency of the prices.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The smallest prompt, in tokens, that makes the whole request more expensive; null if there is none.</summary>
    public long? LongContextFrom { get; init; }

    /// <summary>True if tokens cost nothing: free of charge, or included in a plan.</summary>
    public bool Included { get; init; }

    /// <summary>The time of the prices.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When these prices began; null if no earlier ones are known.</summary>
    public DateTimeOffset? PriceFrom { get; init; }

    /// <summary>When they end (exclusive); null if no end is known.</summary>
    public DateTimeOffset? PriceUntil { get; init; }

    /// <summary>The source of the prices; null without prices.</summary>
    public string? PriceSource { get; init; }

    /// <summary>The day on which the source listed them.</summary>
    public string? PriceAsOf { get; init; }

    /// <summary>The source of each of the other facts, as <c>ContextWindow: Anthropic</c>.</summary>
    public IReadOnlyList<string> Sources
    {
        get => sources;
        init => sources = NameList.Of(value);
    }

    /// <summary>Requests in the ledger without a price; only set in lists of unpriced models.</summary>
    public long? Requests { get; init; }

    /// <summary>Tokens of these requests.</summary>
    public long? Tokens { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Provider is null ? Model : $"{Provider}/{Model}";
}

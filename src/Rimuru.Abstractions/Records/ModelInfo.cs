namespace Rimuru;

/// <summary>What is known of a model: limits, capabilities, and its prices at one time. Prices are USD per million tokens on standard terms.</summary>
public sealed record ModelInfo
{
    private readonly IReadOnlyList<string> aliases = NameList.Of([]);
    private readonly IReadOnlyList<string> capabilities = NameList.Of([]);
    private readonly IReadOnlyList<string> sources = NameList.Of([]);

    /// <summary>Who sells it: <c>anthropic</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The model's id, or the name in the logs where nothing else is known of it.</summary>
    public required string Model { get; init; }

    /// <summary>Other names that mean it.</summary>
    public IReadOnlyList<string> Aliases { get => aliases; init => aliases = NameList.Of(value); }

    /// <summary>The name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Tokens that fit into one request; null where unknown.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>Most tokens of one answer; null where unknown.</summary>
    public long? MaxOutput { get; init; }

    /// <summary>Day of release, <c>2026-09-22</c>; null where unknown.</summary>
    public string? Released { get; init; }

    /// <summary>Day of retirement; null where none is known.</summary>
    public string? Retires { get; init; }

    /// <summary>What it can do: <c>thinking</c>, <c>tools</c>, <c>image_input</c>.</summary>
    public IReadOnlyList<string> Capabilities { get => capabilities; init => capabilities = NameList.Of(value); }

    /// <summary>Prompt tokens that no cache was asked for; null where there is no price at that time.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>Output tokens.</summary>
    public decimal? OutputPrice { get; init; }

    /// <summary>Prompt tokens that came from a cache.</summary>
    public decimal? CacheReadPrice { get; init; }

    /// <summary>Prompt tokens written to the short-lived cache.</summary>
    public decimal? CacheWrite5mPrice { get; init; }

    /// <summary>Prompt tokens written to the long-lived cache.</summary>
    public decimal? CacheWrite1hPrice { get; init; }

    /// <summary>Currency of the prices.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The smallest prompt, in tokens, for which the whole request is more expensive; null where there is none.</summary>
    public long? LongContextFrom { get; init; }

    /// <summary>True where tokens cost nothing: free of charge, or covered by a plan.</summary>
    public bool Included { get; init; }

    /// <summary>The time that the prices are those of.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When these prices began; null where nothing is known of others before.</summary>
    public DateTimeOffset? PriceFrom { get; init; }

    /// <summary>When they end; null where no end is known.</summary>
    public DateTimeOffset? PriceUntil { get; init; }

    /// <summary>Whose word the prices are; null where there is none.</summary>
    public string? PriceSource { get; init; }

    /// <summary>The day on which the source said so.</summary>
    public string? PriceAsOf { get; init; }

    /// <summary>Where each of the other facts is from, as <c>ContextWindow: Anthropic</c>.</summary>
    public IReadOnlyList<string> Sources { get => sources; init => sources = NameList.Of(value); }

    /// <summary>Requests of the ledger that have no price; only where unpriced models were asked for.</summary>
    public long? Requests { get; init; }

    /// <summary>Tokens of these requests.</summary>
    public long? Tokens { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Provider is null ? Model : $"{Provider}/{Model}";
}

namespace Rimuru;

/// <summary>What the price table says of a model on a day: list prices in USD per million tokens, null where there is none.</summary>
public sealed record ModelInfo
{
    /// <summary>The provider that sells it: <c>anthropic</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's name in the price table.</summary>
    public required string Model { get; init; }

    /// <summary>Price of the uncached prompt.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>Price of what is read from a cache.</summary>
    public decimal? CacheReadPrice { get; init; }

    /// <summary>Price of what is written to the short-lived cache.</summary>
    public decimal? CacheWritePrice { get; init; }

    /// <summary>Price of the output.</summary>
    public decimal? OutputPrice { get; init; }

    /// <summary>Currency of all prices.</summary>
    public string Currency { get; init; } = "USD";

    /// <inheritdoc/>
    public override string ToString() => $"{Provider}/{Model}";
}

namespace Rimuru.Core.ModelCatalog;

/// <summary>A price that the user sets. Prices are USD per million tokens; null keeps the price of the other sources.</summary>
internal sealed record PriceSetting
{
    /// <summary>The provider that it applies to; null for any.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as logs name it.</summary>
    public required string Model { get; init; }

    /// <summary>Other names of the model.</summary>
    public IReadOnlyList<string> Alias { get; init; } = [];

    /// <summary>The first UTC day on which it applies, <c>2026-11-22</c>; null for always.</summary>
    public string? From { get; init; }

    public decimal? InputPrice { get; init; }

    public decimal? OutputPrice { get; init; }

    public decimal? CacheReadPrice { get; init; }

    public decimal? CacheWrite5mPrice { get; init; }

    public decimal? CacheWrite1hPrice { get; init; }

    public override string ToString() => $"{(Provider is null ? "" : Provider + "/")}{Model}{(From is null ? "" : " from " + From)}";
}

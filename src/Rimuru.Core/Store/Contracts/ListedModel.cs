namespace Rimuru.Core.Store.Contracts;

/// <summary>What one source says of one model.</summary>
internal sealed record ListedModel
{
    /// <summary>The source: <c>litellm</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The provider that sells it, as the price table names it: <c>anthropic</c>.</summary>
    public required string Provider { get; init; }

    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Tokens of the prompt, or of prompt and output together, as the source counts.</summary>
    public long? ContextWindow { get; init; }

    public long? MaxOutput { get; init; }

    /// <summary>Day of release, <c>2026-09-22</c>.</summary>
    public string? Released { get; init; }

    /// <summary>Day of retirement.</summary>
    public string? Retires { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>
    /// Rates, bands, hours, terms and fees as JSON in the schema of <c>prices.json</c>; null if the source has no usable price.
    /// </summary>
    public string? Prices { get; init; }

    /// <summary>Why the source's prices are unusable; null otherwise.</summary>
    public string? Unusable { get; init; }

    /// <summary>The last day on which the source listed it.</summary>
    public string SeenOn { get; init; } = "";

    /// <summary>True if another listing describes the model identically, prices and days aside.</summary>
    public bool HasSameDescription(ListedModel other) =>
        Name == other.Name
        && ContextWindow == other.ContextWindow
        && MaxOutput == other.MaxOutput
        && Released == other.Released
        && Retires == other.Retires
        && Capabilities.SequenceEqual(other.Capabilities);
}

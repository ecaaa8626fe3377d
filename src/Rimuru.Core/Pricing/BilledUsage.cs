namespace Rimuru.Core.Pricing;

/// <summary>Everything in one request that can be billed, in buckets that never overlap.</summary>
internal readonly record struct BilledUsage
{
    /// <summary>The token buckets that the ledger stores.</summary>
    public TokenUsage Tokens { get; init; }

    /// <summary>Prompt tokens written to a cache of 30 minutes.</summary>
    public long CacheWrite30m { get; init; }

    /// <summary>Prompt tokens written to a cache of 12 hours.</summary>
    public long CacheWrite12h { get; init; }

    /// <summary>Uncached audio tokens of the prompt.</summary>
    public long InputAudio { get; init; }

    /// <summary>Audio tokens of the prompt that came from a cache.</summary>
    public long CacheReadAudio { get; init; }

    /// <summary>Web searches.</summary>
    public long WebSearches { get; init; }

    /// <summary>File searches.</summary>
    public long FileSearches { get; init; }

    /// <summary>User prompts that a plan bills as premium requests; the model's multiplier is not applied yet.</summary>
    public decimal PremiumRequests { get; init; }

    /// <summary>True if nothing was used.</summary>
    public bool IsZero =>
        Tokens.IsZero
        && PremiumRequests == 0
        && (CacheWrite30m | CacheWrite12h | InputAudio | CacheReadAudio | WebSearches | FileSearches) == 0;
}

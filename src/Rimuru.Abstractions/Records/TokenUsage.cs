namespace Rimuru;

/// <summary>
/// Tokens of one or more responses, in buckets that never overlap; <see cref="Reasoning"/> is the part of <see cref="Output"/> that was
/// reasoning.
/// </summary>
/// <param name="Input">Prompt tokens that were neither read from nor written to a cache.</param>
/// <param name="CacheRead">Prompt tokens served from a cache.</param>
/// <param name="CacheWrite5m">Prompt tokens written to the short-lived cache (5 minutes, 30 for OpenAI); unknown lives count here.</param>
/// <param name="CacheWrite1h">Prompt tokens written to the long-lived cache (1 hour).</param>
/// <param name="Output">Everything the model produced, reasoning included.</param>
/// <param name="Reasoning">The part of the output that was reasoning; never added again.</param>
public readonly record struct TokenUsage(long Input, long CacheRead, long CacheWrite5m, long CacheWrite1h, long Output, long Reasoning)
{
    /// <summary>The whole prompt: uncached input, cache reads and cache writes.</summary>
    public long Prompt => Input + CacheRead + CacheWrite5m + CacheWrite1h;

    /// <summary>Prompt and output.</summary>
    public long Total => Prompt + Output;

    /// <summary>True if every bucket is zero.</summary>
    public bool IsZero => (Input | CacheRead | CacheWrite5m | CacheWrite1h | Output | Reasoning) == 0;

    /// <summary>Adds two usages bucket by bucket.</summary>
    public static TokenUsage operator +(TokenUsage a, TokenUsage b) =>
        new(
            a.Input + b.Input,
            a.CacheRead + b.CacheRead,
            a.CacheWrite5m + b.CacheWrite5m,
            a.CacheWrite1h + b.CacheWrite1h,
            a.Output + b.Output,
            a.Reasoning + b.Reasoning
        );

    /// <summary>Subtracts two usages bucket by bucket.</summary>
    public static TokenUsage operator -(TokenUsage a, TokenUsage b) =>
        new(
            a.Input - b.Input,
            a.CacheRead - b.CacheRead,
            a.CacheWrite5m - b.CacheWrite5m,
            a.CacheWrite1h - b.CacheWrite1h,
            a.Output - b.Output,
            a.Reasoning - b.Reasoning
        );

    /// <summary>Adds two usages bucket by bucket.</summary>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;

    /// <summary>Subtracts two usages bucket by bucket.</summary>
    public static TokenUsage Subtract(TokenUsage left, TokenUsage right) => left - right;

    /// <inheritdoc/>
    public override string ToString() => $"{Prompt} in, {Output} out";
}

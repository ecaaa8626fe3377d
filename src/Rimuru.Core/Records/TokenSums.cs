namespace Rimuru.Core.Records;

/// <summary>Sums of usage and what is left of them.</summary>
internal static class TokenSums
{
    /// <summary>Adds usages bucket by bucket.</summary>
    public static TokenUsage Sum(this IEnumerable<TokenUsage> parts) => parts.Aggregate(default(TokenUsage), (sum, part) => sum + part);

    /// <summary>What a whole has beyond its parts; zero in a bucket of which the parts have more.</summary>
    public static TokenUsage Beyond(this TokenUsage whole, TokenUsage parts)
    {
        long output = Math.Max(0, whole.Output - parts.Output);
        return new TokenUsage(
            Math.Max(0, whole.Input - parts.Input),
            Math.Max(0, whole.CacheRead - parts.CacheRead),
            Math.Max(0, whole.CacheWrite5m - parts.CacheWrite5m),
            Math.Max(0, whole.CacheWrite1h - parts.CacheWrite1h),
            output,
            Math.Clamp(whole.Reasoning - parts.Reasoning, 0, output)
        );
    }
}

using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>Token counts as Mux logs them: the input includes what was read from the cache and written to it.</summary>
internal static class MuxUsage
{
    /// <param name="usage">The usage.</param>
    /// <param name="provider">What the provider says beside it.</param>
    /// <param name="sink">Counts what is clamped.</param>
    public static TokenUsage Of(JsonElement usage, JsonElement provider, RowSink sink)
    {
        PromptCounts prompt = new(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cachedInputTokens"u8, sink),
            provider.Get("anthropic"u8).Tokens("cacheCreationInputTokens"u8, sink)
        );
        OutputCounts output = new(usage.Tokens("outputTokens"u8, sink), usage.Tokens("reasoningTokens"u8, sink));
        long total = usage.Tokens("totalTokens"u8, sink);
        prompt = prompt.Apart(prompt.Proven(total, output.Output) ?? prompt.Most);
        output = output.Whole(total, prompt.Sum);
        return prompt.With(output.Output, output.Reasoning);
    }

    /// <summary>A sum of a model, whose parts are apart.</summary>
    public static TokenUsage OfSum(JsonElement sum, RowSink sink) =>
        Sum(
            sum.Get("input"u8).Tokens("tokens"u8, sink),
            sum.Get("cached"u8).Tokens("tokens"u8, sink),
            sum.Get("cacheCreate"u8).Tokens("tokens"u8, sink),
            sum.Get("output"u8).Tokens("tokens"u8, sink),
            sum.Get("reasoning"u8).Tokens("tokens"u8, sink)
        );

    /// <summary>The sum of a deleted sub-agent.</summary>
    public static TokenUsage OfDeleted(JsonElement sum, RowSink sink) =>
        Sum(
            sum.Tokens("inputTokens"u8, sink),
            sum.Tokens("cachedTokens"u8, sink),
            sum.Tokens("cacheCreateTokens"u8, sink),
            sum.Tokens("outputTokens"u8, sink),
            sum.Tokens("reasoningTokens"u8, sink)
        );

    private static TokenUsage Sum(long input, long read, long written, long text, long thoughts) =>
        new(input, read, written, 0, text + thoughts, thoughts);

    /// <summary>The smaller of each two counts, never less than nothing.</summary>
    public static TokenUsage Least(TokenUsage a, TokenUsage b)
    {
        long output = Lesser(a.Output, b.Output);
        return new TokenUsage(
            Lesser(a.Input, b.Input),
            Lesser(a.CacheRead, b.CacheRead),
            Lesser(a.CacheWrite5m, b.CacheWrite5m),
            0,
            output,
            Math.Min(Lesser(a.Reasoning, b.Reasoning), output)
        );
    }

    private static long Lesser(long a, long b) => Math.Max(0, Math.Min(a, b));
}

using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ForgeCode;

/// <summary>Token counts of a message. Each is the provider's (<c>actual</c>) or the program's own estimate, which is no usage.</summary>
internal static class ForgeCodeUsage
{
    /// <summary>
    /// The prompt includes what was read from the cache, and what was written, which nothing tells apart. Google's thoughts are in the
    /// total only; the total of a stream of Anthropic's may be too small.
    /// </summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        PromptCounts prompt = new PromptCounts(
            Actual(usage.Get("prompt_tokens"u8), sink),
            Actual(usage.Get("cached_tokens"u8), sink),
            0
        ).Apart(CacheInInput.Reads);
        OutputCounts output = new OutputCounts(Actual(usage.Get("completion_tokens"u8), sink), 0).Whole(
            Actual(usage.Get("total_tokens"u8), sink),
            prompt.Sum
        );
        return new TokenUsage(prompt.Input, prompt.CacheRead, 0, 0, output.Output, output.Reasoning);
    }

    /// <summary>Older rows begin the word with a capital.</summary>
    private static long Actual(JsonElement count, RowSink sink) => count.Tokens(count.Has("actual"u8) ? "actual"u8 : "Actual"u8, sink);
}

/// <summary>What messages used, and what that cost by the program's count.</summary>
/// <param name="Tokens">Disjoint buckets.</param>
/// <param name="Nano">The cost in nano-dollars; 0 if unknown.</param>
internal readonly record struct ForgeCodeCount(TokenUsage Tokens, long Nano)
{
    public static ForgeCodeCount Of(JsonElement usage, RowSink sink) =>
        new(ForgeCodeUsage.Of(usage, sink), usage.Nano("cost"u8)?.Value ?? 0);

    public static ForgeCodeCount operator +(ForgeCodeCount a, ForgeCodeCount b) => new(a.Tokens + b.Tokens, a.Nano + b.Nano);

    public ForgeCodeCount Beyond(ForgeCodeCount parts) => new(Tokens.Beyond(parts.Tokens), Math.Max(0, Nano - parts.Nano));
}

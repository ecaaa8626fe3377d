using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>Token counts as Devin logs them.</summary>
internal static class DevinUsage
{
    /// <summary>Agent compute units, in which Devin is billed; their price is in each contract.</summary>
    public const string CreditUnit = "Devin ACUs";

    /// <summary>The counts of a step. Older releases had disjoint ones in its metadata; where both are, they tell the same.</summary>
    public static TokenUsage Of(JsonElement step, RowSink sink)
    {
        JsonElement metrics = step.Get("metrics"u8);
        if (metrics.Has("prompt_tokens"u8) || metrics.Has("completion_tokens"u8))
        {
            PromptCounts prompt = new(
                metrics.Tokens("prompt_tokens"u8, sink),
                metrics.Tokens("cached_tokens"u8, sink),
                metrics.Get("extra"u8).Tokens("cache_creation_input_tokens"u8, sink)
            );
            prompt = prompt.Apart(CacheInInput.Reads);
            return new TokenUsage(prompt.Input, prompt.CacheRead, prompt.CacheWrite, 0, metrics.Tokens("completion_tokens"u8, sink), 0);
        }

        JsonElement legacy = step.Get("metadata"u8).Get("metrics"u8);
        return new TokenUsage(
            legacy.Tokens("input_tokens"u8, sink),
            legacy.Tokens("cache_read_tokens"u8, sink),
            legacy.Tokens("cache_creation_tokens"u8, sink),
            0,
            legacy.Tokens("output_tokens"u8, sink),
            0
        );
    }
}

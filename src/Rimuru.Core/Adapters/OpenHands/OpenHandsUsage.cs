using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.OpenHands;

/// <summary>Token counts as OpenHands keeps them.</summary>
internal static class OpenHandsUsage
{
    /// <summary>The prompt includes cache reads and writes, and the completion the reasoning.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        PromptCounts prompt = new(
            usage.Tokens("prompt_tokens"u8, sink),
            usage.Tokens("cache_read_tokens"u8, sink),
            usage.Tokens("cache_write_tokens"u8, sink)
        );
        prompt = prompt.Apart(prompt.Most);
        OutputCounts output = new OutputCounts(usage.Tokens("completion_tokens"u8, sink), usage.Tokens("reasoning_tokens"u8, sink)).Whole(
            null,
            prompt.Sum
        );
        return prompt.With(output.Output, output.Reasoning);
    }
}

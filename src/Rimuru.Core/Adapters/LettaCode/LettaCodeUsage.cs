using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.LettaCode;

/// <summary>Token counts as Letta Code logs them.</summary>
internal static class LettaCodeUsage
{
    /// <summary>
    /// Letta's own service counts cached tokens as a part of the prompt, a backend on this machine apart from it. Release 0.25 calls both
    /// hosted, so the total decides where it adds up.
    /// </summary>
    /// <param name="usage">The usage.</param>
    /// <param name="isHosted">True if Letta's service made the requests.</param>
    /// <param name="sink">Counts what is clamped.</param>
    public static TokenUsage Of(JsonElement usage, bool isHosted, RowSink sink)
    {
        PromptCounts prompt = new(
            usage.Tokens("prompt_tokens"u8, sink),
            usage.Tokens("cached_input_tokens"u8, sink),
            usage.Tokens("cache_write_tokens"u8, sink)
        );
        OutputCounts output = new(usage.Tokens("completion_tokens"u8, sink), usage.Tokens("reasoning_tokens"u8, sink));
        long? total = usage.Has("total_tokens"u8) ? usage.Tokens("total_tokens"u8, sink) : null;
        prompt = prompt.Apart(prompt.Proven(total, output.Output) ?? (isHosted ? prompt.Most : CacheInInput.None));
        output = output.Whole(total, prompt.Sum);
        return prompt.With(output.Output, output.Reasoning);
    }
}

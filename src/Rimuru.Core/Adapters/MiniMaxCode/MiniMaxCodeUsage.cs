using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.MiniMaxCode;

/// <summary>Token counts as MiniMax Code keeps them: the input is apart from the cache, unless the total says otherwise.</summary>
internal static class MiniMaxCodeUsage
{
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        long output = usage.Tokens("output"u8, sink);
        PromptCounts prompt = new(usage.Tokens("input"u8, sink), usage.Tokens("cacheRead"u8, sink), usage.Tokens("cacheWrite"u8, sink));
        long? total = usage.Has("totalTokens"u8) ? usage.Tokens("totalTokens"u8, sink) : null;
        prompt = prompt.Apart(prompt.Proven(total, output) ?? CacheInInput.None);
        return prompt.With(output, usage.Tokens("reasoning"u8, sink));
    }
}

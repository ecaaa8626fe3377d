using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>Token counts as Gemini CLI logs them.</summary>
internal static class GeminiCliUsage
{
    /// <summary>
    /// Disjoint buckets. Unless the total shows otherwise, the input includes the cached tokens but not a tool's prompt. Thoughts are
    /// separate from the output.
    /// </summary>
    public static TokenUsage Of(JsonElement tokens, RowSink sink)
    {
        long input = tokens.Tokens("input"u8, sink),
            thoughts = tokens.Tokens("thoughts"u8, sink),
            output = tokens.Tokens("output"u8, sink) + thoughts;
        long tool = tokens.Tokens("tool"u8, sink),
            total = tokens.Tokens("total"u8, sink);
        PromptCounts prompt = new(input, tokens.Tokens("cached"u8, sink), 0);
        if (total == input + output || (total == input + prompt.CacheRead + output && total != input + output + tool))
            tool = 0;
        prompt = prompt.Apart(prompt.Proven(total > 0 ? total - tool : null, output) ?? CacheInInput.Reads);
        return new TokenUsage(prompt.Input + tool, prompt.CacheRead, 0, 0, output, thoughts);
    }
}

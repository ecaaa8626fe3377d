using System.Collections.Frozen;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>What the reader knows about a transcript's lines.</summary>
internal static class ClaudeCodeKnownLines
{
    public static readonly KnownLines All = new()
    {
        NewestVersion = "2.1.332",
        KindOf = KindOf,
        VersionOf = line => line.Get("version"u8).Text(),
        Kinds = new Dictionary<string, LineUse>(StringComparer.Ordinal)
        {
            ["assistant"] = LineUse.Counted,
            ["cost-state"] = LineUse.Counted,
            ["system"] = LineUse.LeftAlone,
            ["user"] = LineUse.LeftAlone,
            ["progress"] = LineUse.LeftAlone,
            ["attachment"] = LineUse.LeftAlone,
            ["summary"] = LineUse.NoCounts,
            ["ai-title"] = LineUse.NoCounts,
            ["custom-title"] = LineUse.NoCounts,
            ["agent-name"] = LineUse.NoCounts,
            ["agent-color"] = LineUse.NoCounts,
            ["agent-setting"] = LineUse.NoCounts,
            ["tag"] = LineUse.NoCounts,
            ["mode"] = LineUse.NoCounts,
            ["permission-mode"] = LineUse.NoCounts,
            ["pr-link"] = LineUse.NoCounts,
            ["last-prompt"] = LineUse.NoCounts,
            ["tools-used"] = LineUse.NoCounts,
            ["worktree-state"] = LineUse.NoCounts,
            ["queue-operation"] = LineUse.NoCounts,
            ["api-request"] = LineUse.NoCounts,
            ["api-request-blob"] = LineUse.NoCounts,
            ["api-request-shape"] = LineUse.NoCounts,
            ["atis-latch"] = LineUse.NoCounts,
            ["content-replacement"] = LineUse.NoCounts,
            ["file-history-snapshot"] = LineUse.NoCounts,
            ["attribution-snapshot"] = LineUse.NoCounts,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Counts = new[]
        {
            "input_tokens",
            "output_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "ephemeral_5m_input_tokens",
            "ephemeral_1h_input_tokens",
            "thinking_tokens",
            "inputTokens",
            "outputTokens",
            "cacheReadInputTokens",
            "cacheCreationInputTokens",
            "cacheCreationEphemeral5mInputTokens",
            "cacheCreationEphemeral1hInputTokens",
            "thinkingTokens",
        }.ToFrozenSet(StringComparer.Ordinal),
        Foreign = new[] { "content", "toolUseResult", "attachment", "snapshot" }.ToFrozenSet(StringComparer.Ordinal),
    };

    /// <summary>
    /// A line may have no type; its kind is then the role of its message. Unknown kinds of iterations are kinds of their own.
    /// </summary>
    private static string? KindOf(JsonElement line)
    {
        string? type = line.Get("type"u8).Text() ?? line.Get("message"u8).Get("role"u8).Text();
        if (type != "assistant")
            return type;
        foreach (JsonElement iteration in line.Get("message"u8).Get("usage"u8).Get("iterations"u8).Items())
        {
            if (iteration.Get("type"u8).Text() is { } kind and not ("message" or "advisor_message" or "fallback_message" or "compaction"))
                return $"assistant: {kind}";
        }

        return type;
    }
}

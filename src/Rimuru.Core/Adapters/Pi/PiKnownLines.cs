using System.Collections.Frozen;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>What Pi's reader knows of a session log.</summary>
internal static class PiKnownLines
{
    public static readonly KnownLines All = new()
    {
        NewestVersion = "1.6.0",
        KindOf = KindOf,

        // The head tells the version of the format, not the release.
        VersionOf = _ => null,
        Kinds = new Dictionary<string, LineUse>(StringComparer.Ordinal)
        {
            ["message/assistant"] = LineUse.Counted,
            ["message/toolResult"] = LineUse.Counted,
            ["usage"] = LineUse.Counted,
            ["compaction"] = LineUse.Counted,
            ["branch_summary"] = LineUse.Counted,

            // Of Prime Agent only.
            ["child_usage_attributed"] = LineUse.Counted,
            ["service_tier_change"] = LineUse.NoCounts,
            ["session_state"] = LineUse.NoCounts,
            ["agent_status"] = LineUse.NoCounts,
            ["git_state"] = LineUse.NoCounts,
            ["message/user"] = LineUse.NoCounts,
            ["message/system"] = LineUse.NoCounts,
            ["message/bashExecution"] = LineUse.NoCounts,
            ["message/custom"] = LineUse.NoCounts,
            ["session"] = LineUse.NoCounts,
            ["session_info"] = LineUse.NoCounts,
            ["model_change"] = LineUse.NoCounts,
            ["thinking_level_change"] = LineUse.NoCounts,
            ["context_edit"] = LineUse.NoCounts,
            ["label"] = LineUse.NoCounts,

            // Of Oh My Pi only.
            ["title"] = LineUse.NoCounts,
            ["session_init"] = LineUse.NoCounts,
            ["message/developer"] = LineUse.NoCounts,

            // An extension keeps what it likes in these.
            ["custom"] = LineUse.LeftAlone,
            ["custom_message"] = LineUse.LeftAlone,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Counts = new[]
        {
            "input",
            "output",
            "cacheRead",
            "cacheWrite",
            "cacheWrite1h",
            "reasoning",
            "reasoningTokens",
            "totalTokens",
        }.ToFrozenSet(StringComparer.Ordinal),
        Usages = new[] { "usage", "childUsage", "aggregateUsage" }.ToFrozenSet(StringComparer.Ordinal),
        Foreign = new[] { "content", "arguments", "details", "summary", "systemMessage" }.ToFrozenSet(StringComparer.Ordinal),
    };

    private static string? KindOf(JsonElement line)
    {
        string? type = line.Get("type"u8).Text();
        return type == "message" ? $"message/{line.Get("message"u8).Get("role"u8).Text()}" : type;
    }
}

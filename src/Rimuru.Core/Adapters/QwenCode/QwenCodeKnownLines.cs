using System.Collections.Frozen;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>What the readers know about the logs of Qwen Code.</summary>
internal static class QwenCodeKnownLines
{
    public static readonly KnownLines All = new()
    {
        NewestVersion = "0.24.4",
        KindOf = KindOf,
        VersionOf = line => line.Get("version"u8).Text(),
        Kinds = new Dictionary<string, LineUse>(StringComparer.Ordinal)
        {
            ["system/ui_telemetry/qwen-code.api_response"] = LineUse.Counted,
            ["system/ui_telemetry/gemini_cli.api_response"] = LineUse.Counted,
            ["assistant"] = LineUse.Counted,
            ["(request)"] = LineUse.Counted,
            ["(sums)"] = LineUse.Counted,
            ["system/ui_telemetry/qwen-code.tool_call"] = LineUse.NoCounts,
            ["system/ui_telemetry/qwen-code.api_error"] = LineUse.NoCounts,
            ["system/attribution_snapshot"] = LineUse.NoCounts,
            ["system/chat_compression"] = LineUse.LeftAlone,
            ["system/slash_command"] = LineUse.NoCounts,
            ["tool_result"] = LineUse.LeftAlone,
            ["user"] = LineUse.NoCounts,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Counts = new[]
        {
            "input_token_count",
            "output_token_count",
            "cached_content_token_count",
            "thoughts_token_count",
            "tool_token_count",
            "total_token_count",
            "promptTokenCount",
            "candidatesTokenCount",
            "cachedContentTokenCount",
            "thoughtsTokenCount",
            "toolUsePromptTokenCount",
            "totalTokenCount",
            "inputTokens",
            "outputTokens",
            "cachedTokens",
            "thoughtsTokens",
            "totalTokens",
        }.ToFrozenSet(StringComparer.Ordinal),
        Foreign = new[]
        {
            "message",
            "toolCallResult",
            "function_args",
            "promptTokensDetails",
            "cacheTokensDetails",
            "candidatesTokensDetails",
        }.ToFrozenSet(StringComparer.Ordinal),
    };

    private static string? KindOf(JsonElement line)
    {
        if (line.Has("models"u8))
            return "(sums)";
        if (line.Has("inputTokens"u8))
            return "(request)";
        string? type = line.Get("type"u8).Text();
        if (type != "system")
            return type;
        string kind = $"{type}/{line.Get("subtype"u8).Text()}";
        return line.Get("systemPayload"u8).Get("uiEvent"u8).Get("event.name"u8).Text() is { } name ? $"{kind}/{name}" : kind;
    }
}

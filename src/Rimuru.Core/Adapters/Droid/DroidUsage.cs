using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>Token counts as Droid logs them.</summary>
internal static class DroidUsage
{
    public const string CreditUnit = "Factory credits";

    /// <summary>
    /// True if the output includes the thinking: releases that count credits charge them for the output alone. More thinking than output
    /// cannot be a part of it.
    /// </summary>
    public static bool HoldsThinking(JsonElement usage, TokenUsage tokens) =>
        usage.Has(Credits) && tokens.Reasoning <= tokens.Output - tokens.Reasoning;

    /// <summary>The counts as if the thinking were separate from the output, as in releases without credits.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        long thinking = usage.Tokens("thinkingTokens"u8, sink);
        return new TokenUsage(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cacheReadTokens"u8, sink),
            usage.Tokens("cacheCreationTokens"u8, sink),
            0,
            usage.Tokens("outputTokens"u8, sink) + thinking,
            thinking
        );
    }

    public static ReadOnlySpan<byte> Credits => "factoryCredits"u8;
}

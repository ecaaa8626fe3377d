using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>Token counts as Droid logs them.</summary>
internal static class DroidUsage
{
    public const string CreditUnit = "Factory credits";

    /// <summary>Thinking tokens are separate from the output and are added to it.</summary>
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
}

using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codebuff;

/// <summary>What Codebuff keeps of an answer's use: credits, and tokens in some releases.</summary>
internal static class CodebuffUsage
{
    public const string CreditUnit = "Codebuff credits";

    public static Credits CreditsOf(JsonElement message) => message.CreditsOf("credits"u8, CreditUnit);

    /// <summary>The provider's counts, of which the input is apart from the cache.</summary>
    public static TokenUsage Of(JsonElement message, RowSink sink)
    {
        JsonElement usage = message.Get("metadata"u8).Get("usage"u8);
        return new TokenUsage(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cacheReadInputTokens"u8, sink),
            usage.Tokens("cacheCreationInputTokens"u8, sink),
            0,
            usage.Tokens("outputTokens"u8, sink),
            0
        );
    }
}

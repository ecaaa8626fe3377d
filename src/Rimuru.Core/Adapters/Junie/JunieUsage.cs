using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>Token counts as Junie logs them.</summary>
internal static class JunieUsage
{
    private static readonly string[] Makers = ["anthropic-", "google-", "openai-", "xai-"];

    /// <summary>The input is apart from the cache; reasoning that is more than the output cannot be a part of it.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        OutputCounts output = new OutputCounts(usage.Tokens("outputTokens"u8, sink), usage.Tokens("reasoningTokens"u8, sink)).Whole(
            null,
            0
        );
        return new TokenUsage(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cacheInputTokens"u8, sink),
            usage.Tokens("cacheCreateTokens"u8, sink),
            0,
            output.Output,
            output.Reasoning
        );
    }

    /// <summary>The same of an answer of the plugin, of which some releases have the counts one level deeper.</summary>
    public static TokenUsage OfAnswer(JsonElement answer, RowSink sink)
    {
        JsonElement counts = answer.Has("inputTokens"u8) || answer.Has("outputTokens"u8) ? answer : answer.Get("usage"u8);
        return new TokenUsage(
            counts.Tokens("inputTokens"u8, sink),
            counts.Tokens("cacheInputTokens"u8, sink),
            counts.Tokens("cacheCreateInputTokens"u8, sink),
            0,
            counts.Tokens("outputTokens"u8, sink),
            0
        );
    }

    /// <summary>The model of JetBrains' service, whose name begins with its maker: <c>openai-gpt-4o-mini</c>.</summary>
    public static string? ModelOf(string? model) =>
        Makers.FirstOrDefault(maker => model?.StartsWith(maker, StringComparison.Ordinal) == true) is { } maker
            ? model![maker.Length..]
            : model;
}

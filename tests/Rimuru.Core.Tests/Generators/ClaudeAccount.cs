using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// What Claude Code counts of a session in its head: it writes it down at the end of a run, and reads it again where the session or a fork
/// of it goes on.
/// </summary>
internal sealed class ClaudeAccount(DateTimeOffset start)
{
    private readonly SortedDictionary<string, TokenUsage> used = new(StringComparer.Ordinal);
    private SortedDictionary<string, TokenUsage> written = new(StringComparer.Ordinal);

    public long StartMs { get; private init; } = start.ToUnixTimeMilliseconds();

    /// <summary>The count that a fork begins with: the last one that was written.</summary>
    public ClaudeAccount Fork()
    {
        ClaudeAccount fork = new(default) { StartMs = StartMs };
        foreach ((string model, TokenUsage tokens) in written)
            fork.Add(model, tokens);
        return fork;
    }

    public void Add(string model, TokenUsage tokens) => used[model] = used.GetValueOrDefault(model) + tokens;

    public JsonObject Write(string sessionId)
    {
        written = new(used, StringComparer.Ordinal);
        JsonObject models = [];
        foreach ((string model, TokenUsage t) in used)
        {
            models[model] = new JsonObject
            {
                ["inputTokens"] = t.Input,
                ["outputTokens"] = t.Output,
                ["thinkingTokens"] = t.Reasoning,
                ["cacheReadInputTokens"] = t.CacheRead,
                ["cacheCreationInputTokens"] = t.CacheWrite5m + t.CacheWrite1h,
                ["cacheCreationEphemeral5mInputTokens"] = t.CacheWrite5m,
                ["cacheCreationEphemeral1hInputTokens"] = t.CacheWrite1h,
                ["webSearchRequests"] = 0,
                ["costUSD"] = 0.5,
            };
        }

        return new JsonObject
        {
            ["type"] = "cost-state",
            ["sessionId"] = sessionId,
            ["totalCostUSD"] = 0.5,
            ["startTime"] = StartMs,
            ["modelUsage"] = models,
        };
    }
}

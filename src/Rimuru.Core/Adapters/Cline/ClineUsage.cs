using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>Token counts as Cline's CLI writes them.</summary>
internal static class ClineUsage
{
    /// <summary>The first day of the month in which Roo Code 3.29.5 was released, which logs the whole prompt as input.</summary>
    private static readonly long WholePromptSince = new DateTimeOffset(2025, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>
    /// The input prices of Anthropic's models so far, in USD per million tokens; their other rates are always the same multiples of them.
    /// </summary>
    private static readonly double[] AnthropicRates = [0.25, 0.8, 1, 3, 5, 15];

    /// <summary>
    /// The counts of a session or message of the CLI: the input includes cache reads, and cache writes too if it is large enough.
    /// </summary>
    public static TokenUsage Of(JsonElement metrics, RowSink sink)
    {
        PromptCounts prompt = new(
            metrics.Tokens("inputTokens"u8, sink),
            metrics.Tokens("cacheReadTokens"u8, sink),
            metrics.Tokens("cacheWriteTokens"u8, sink)
        );
        return Apart(prompt, prompt.Most, metrics.Tokens("outputTokens"u8, sink));
    }

    /// <summary>A request's counts in a task.</summary>
    /// <param name="tasks">The extension that wrote the task.</param>
    /// <param name="usage">The counts.</param>
    /// <param name="ms">The time of the request; null if unknown.</param>
    /// <param name="sink">Receives implausible counts.</param>
    public static TokenUsage OfTask(ClineTasks tasks, JsonElement usage, long? ms, RowSink sink)
    {
        PromptCounts prompt = CountsOf(usage, sink);
        long output = usage.Tokens("tokensOut"u8, sink);
        return Apart(prompt, tasks.HoldsCache ? ReadingOf(prompt, output, usage, ms) : CacheInInput.None, output);
    }

    public static PromptCounts CountsOf(JsonElement usage, RowSink sink) =>
        new(usage.Tokens("tokensIn"u8, sink), usage.Tokens("cacheReads"u8, sink), usage.Tokens("cacheWrites"u8, sink));

    /// <summary>
    /// OpenAI's interface always counted the whole prompt. For others the row's own cost proves the interpretation, else its time shows the
    /// release.
    /// </summary>
    private static CacheInInput ReadingOf(PromptCounts prompt, long output, JsonElement usage, long? ms)
    {
        if (prompt.Apart(CacheInInput.All) == prompt)
            return CacheInInput.None;
        if (usage.Is("apiProtocol"u8, "openai"))
            return CacheInInput.All;
        if (usage.Get("cost"u8) is { ValueKind: JsonValueKind.Number } reported && reported.TryGetDouble(out double cost) && cost > 0)
        {
            bool isWhole = IsAnthropicRate(prompt.Apart(CacheInInput.All), output, cost),
                isApart = IsAnthropicRate(prompt, output, cost);
            if (isWhole != isApart)
                return isWhole ? CacheInInput.All : CacheInInput.None;
        }

        return ms >= WholePromptSince ? CacheInInput.All : CacheInInput.None;
    }

    private static bool IsAnthropicRate(PromptCounts prompt, long output, double cost)
    {
        const double Tolerance = 0.001;
        double rate = cost * 1_000_000 / (prompt.Input + (1.25 * prompt.CacheWrite) + (0.1 * prompt.CacheRead) + (5 * output));
        return Array.Exists(AnthropicRates, known => Math.Abs(rate - known) <= known * Tolerance);
    }

    private static TokenUsage Apart(PromptCounts prompt, CacheInInput reading, long output)
    {
        PromptCounts apart = prompt.Apart(reading);
        return new TokenUsage(apart.Input, apart.CacheRead, apart.CacheWrite, 0, output, 0);
    }
}

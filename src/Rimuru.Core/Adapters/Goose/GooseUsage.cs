using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>Token counts as Goose logs them.</summary>
internal static class GooseUsage
{
    /// <summary>Disjoint buckets.</summary>
    /// <param name="input">The prompt tokens in the row.</param>
    /// <param name="cacheRead">The part of the prompt that was read from a cache.</param>
    /// <param name="cacheWrite">The part of the prompt that was written to a cache.</param>
    /// <param name="output">The output.</param>
    /// <param name="total">The row's own total, which proves what the prompt includes; null if it has none.</param>
    /// <param name="isCacheInInput">True since version 14 of the schema; decides if the total does not.</param>
    /// <param name="sink">Receives invalid counts.</param>
    public static TokenUsage Of(
        long? input,
        long? cacheRead,
        long? cacheWrite,
        long? output,
        long? total,
        bool isCacheInInput,
        RowSink sink
    )
    {
        PromptCounts prompt = new(Count(input, sink), Count(cacheRead, sink), Count(cacheWrite, sink));
        long made = Count(output, sink);
        prompt = prompt.Apart(prompt.Proven(total, made) ?? (isCacheInInput ? prompt.Most : CacheInInput.None));
        return prompt.With(made, 0);
    }

    /// <summary>
    /// A request with its thoughts, which only the total has for Google's models. A sum may have other things in its total: those of
    /// releases that did not count what was cached.
    /// </summary>
    public static TokenUsage WithThoughts(TokenUsage request, long? total, RowSink sink)
    {
        OutputCounts answer = new OutputCounts(request.Output, 0).Whole(Count(total, sink), request.Prompt);
        return request with { Output = answer.Output, Reasoning = answer.Reasoning };
    }

    /// <summary>The difference of two sums, which tell no reasoning.</summary>
    public static TokenUsage Beyond(TokenUsage sum, TokenUsage other) => sum.Beyond(other) with { Reasoning = 0 };

    /// <summary>True if no count of the sum is less than the part's.</summary>
    public static bool Holds(TokenUsage sum, TokenUsage part) =>
        sum.Input + sum.CacheRead + sum.CacheWrite5m >= part.Input + part.CacheRead + part.CacheWrite5m && sum.Output >= part.Output;

    public static NanoUsd? Nano(SqliteStatement row, int column) =>
        decimal.TryParse(row.Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal usd) ? ReportedCost.Of(usd) : null;

    private static long Count(long? value, RowSink sink) => TokenFields.Of(value ?? 0, sink);
}

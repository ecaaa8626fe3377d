using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>Token counts as Goose writes them.</summary>
internal static class GooseUsage
{
    /// <summary>Disjoint buckets.</summary>
    /// <param name="input">The prompt, as the row has it.</param>
    /// <param name="cacheRead">The part of the prompt that was read from a cache.</param>
    /// <param name="cacheWrite">The part of the prompt that was written to a cache.</param>
    /// <param name="output">The output.</param>
    /// <param name="isCacheInInput">True since version 14 of the schema; a cached part that exceeds the input is cut to it.</param>
    /// <param name="sink">Told of numbers that are no counts.</param>
    public static TokenUsage Of(long? input, long? cacheRead, long? cacheWrite, long? output, bool isCacheInInput, RowSink sink)
    {
        long prompt = Count(input, sink), read = Count(cacheRead, sink), written = Count(cacheWrite, sink), made = Count(output, sink);
        if (!isCacheInInput) return new TokenUsage(prompt, read, written, 0, made, 0);
        read = Math.Min(read, prompt);
        written = Math.Min(written, prompt - read);
        return new TokenUsage(prompt - read - written, read, written, 0, made, 0);
    }

    public static long? Nano(decimal? usd) => usd is >= 0 and < 1_000_000 ? (long)decimal.Round(usd.Value * 1_000_000_000m) : null;

    private static long Count(long? value, RowSink sink)
    {
        if (value is null or (>= 0 and <= Json.MaxTokens)) return value ?? 0;
        sink.Clamped();
        return value < 0 ? 0 : Json.MaxTokens;
    }
}

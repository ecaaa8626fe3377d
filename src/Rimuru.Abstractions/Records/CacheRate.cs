namespace Rimuru;

/// <summary>How much of prompts was served from a cache.</summary>
internal static class CacheRate
{
    /// <summary>The share of cache reads among prompt tokens in percent, with one decimal; null if there are none.</summary>
    public static decimal? Of(long input, long read, long written)
    {
        decimal prompt = (decimal)input + read + written;
        return prompt <= 0 ? null : decimal.Round(100 * read / prompt, 1, MidpointRounding.ToZero);
    }
}

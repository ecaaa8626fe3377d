namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// The passes of a response that called tools of the server: its usage is their sum, but each pass is priced by the size of its own prompt.
/// </summary>
internal static class ClaudeCodePasses
{
    /// <summary>
    /// The usage of each pass, in order; the whole alone if there is only one, or if they do not add up to it. Thinking is counted for the
    /// whole only, and belongs to the last passes that have room for it.
    /// </summary>
    public static TokenUsage[] Of(IEnumerable<ClaudeCodeIteration> iterations, TokenUsage whole)
    {
        TokenUsage[] passes = [.. iterations.Select(iteration => iteration.Tokens).Where(tokens => !tokens.IsZero)];
        TokenUsage rest = passes.Aggregate(whole, (left, pass) => left - pass);
        bool addsUp = rest is { Input: 0, CacheRead: 0, Output: 0, CacheWrite1h: >= 0 } && rest.CacheWrite5m == -rest.CacheWrite1h;
        if (passes.Length < 2 || !addsUp)
            return [whole];

        // A pass without a split has all its writes as short-lived ones.
        long longLived = rest.CacheWrite1h,
            thinking = whole.Reasoning;
        for (int i = 0; i < passes.Length; i++)
        {
            long moved = Math.Min(longLived, passes[i].CacheWrite5m);
            passes[i] = passes[i] with { CacheWrite5m = passes[i].CacheWrite5m - moved, CacheWrite1h = passes[i].CacheWrite1h + moved };
            longLived -= moved;
        }

        for (int i = passes.Length - 1; i >= 0; i--)
        {
            long thought = Math.Min(thinking, passes[i].Output);
            passes[i] = passes[i] with { Reasoning = thought };
            thinking -= thought;
        }

        return passes;
    }
}

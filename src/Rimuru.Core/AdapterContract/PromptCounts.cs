namespace Rimuru.Core.AdapterContract;

/// <summary>What of a cache's tokens an agent's count of the input holds.</summary>
internal enum CacheInInput
{
    None,
    Reads,
    All,
}

/// <summary>
/// The counts of a prompt as an agent wrote them. Whether the input holds the cached tokens differs by agent, version, provider and even
/// row: where a row tells a
/// total, the reading that adds up is right; else the agent's rule decides.
/// </summary>
internal readonly record struct PromptCounts(long Input, long CacheRead, long CacheWrite)
{
    /// <summary>The reading that the row's own total proves; null where none adds up, or nothing was cached.</summary>
    /// <param name="total">All tokens of the request by the agent's own count.</param>
    /// <param name="output">What was made, with the reasoning.</param>
    public CacheInInput? Proven(long? total, long output)
    {
        if (total is not { } all || CacheRead + CacheWrite == 0)
            return null;
        long prompt = all - output;
        if (prompt == Input + CacheRead + CacheWrite)
            return CacheInInput.None;
        if (prompt == Input && CacheRead + CacheWrite <= Input)
            return CacheInInput.All;
        return prompt == Input + CacheWrite && CacheRead <= Input ? CacheInInput.Reads : null;
    }

    /// <summary>Disjoint counts. A part that is larger than its whole stands beside it, whatever the rule says.</summary>
    public PromptCounts Apart(CacheInInput reading)
    {
        long held = reading switch
        {
            CacheInInput.All => CacheRead + CacheWrite,
            CacheInInput.Reads => CacheRead,
            _ => 0,
        };
        return held <= Input ? this with { Input = Input - held } : this;
    }

    /// <summary>All of the cache where the input is large enough for it, else the reads.</summary>
    public CacheInInput Most => CacheRead + CacheWrite <= Input ? CacheInInput.All : CacheInInput.Reads;
}

namespace Rimuru.Core.AdapterContract;

/// <summary>Which cached tokens an agent's input count includes.</summary>
internal enum CacheInInput
{
    None,
    Reads,
    All,
}

/// <summary>
/// The counts of a prompt as an agent logged them. Whether the input includes the cached tokens depends on agent, version, provider and
/// even row. If a row has a total, the interpretation that adds up to it is right; otherwise the agent's rule decides.
/// </summary>
internal readonly record struct PromptCounts(long Input, long CacheRead, long CacheWrite)
{
    /// <summary>All three counts together: the whole prompt, if they are disjoint.</summary>
    public long Sum => Input + CacheRead + CacheWrite;

    /// <summary>The interpretation that the row's own total proves; null if none adds up, or nothing was cached.</summary>
    /// <param name="total">All tokens of the request by the agent's own count.</param>
    /// <param name="output">The output tokens, reasoning included.</param>
    public CacheInInput? Proven(long? total, long output)
    {
        if (total is not { } all || CacheRead + CacheWrite == 0)
            return null;
        long prompt = all - output;
        if (prompt == Sum)
            return CacheInInput.None;
        if (prompt == Input && CacheRead + CacheWrite <= Input)
            return CacheInInput.All;
        return prompt == Input + CacheWrite && CacheRead <= Input ? CacheInInput.Reads : null;
    }

    /// <summary>Disjoint counts. A part that is larger than its whole is taken as separate, whatever the rule says.</summary>
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

    /// <summary>The usage of an answer to the prompt, if the counts are disjoint.</summary>
    /// <param name="output">The whole output.</param>
    /// <param name="reasoning">The part of it that was reasoning; never more than the output.</param>
    public TokenUsage With(long output, long reasoning) => new(Input, CacheRead, CacheWrite, 0, output, Math.Min(reasoning, output));

    /// <summary>All cached tokens if the input is large enough to include them, otherwise the reads only.</summary>
    public CacheInInput Most => CacheRead + CacheWrite <= Input ? CacheInInput.All : CacheInInput.Reads;
}

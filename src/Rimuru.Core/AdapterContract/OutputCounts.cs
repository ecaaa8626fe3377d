namespace Rimuru.Core.AdapterContract;

/// <summary>
/// The counts of an answer as an agent logged them. Whether the output includes the thoughts depends on the provider: Google's and xAI's
/// interfaces count them beside it, and an agent that passes their counts on may keep them in the total only.
/// </summary>
internal readonly record struct OutputCounts(long Output, long Reasoning)
{
    /// <summary>
    /// The whole output and the thoughts in it. What a total has beyond prompt and output are thoughts; without a total, more thoughts than
    /// output cannot be a part of it.
    /// </summary>
    /// <param name="total">All tokens of the request by the agent's own count; null or zero if it has none.</param>
    /// <param name="prompt">The prompt, with what was read from the cache and written to it.</param>
    public OutputCounts Whole(long? total, long prompt)
    {
        long beside = Reasoning > Output ? Reasoning : 0;
        if (total is > 0 and long all)
            beside = prompt > 0 ? Math.Max(0, all - prompt - Output) : 0;
        long output = Output + beside;
        return new OutputCounts(output, Math.Min(Math.Max(Reasoning, beside), output));
    }
}

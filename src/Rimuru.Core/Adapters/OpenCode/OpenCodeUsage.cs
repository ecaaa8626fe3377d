using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// Token counts as OpenCode logs them. Whether the input includes cached tokens, and the output includes reasoning, differs between
/// versions.
/// </summary>
internal readonly record struct OpenCodeUsage(long Input, long Output, long Reasoning, long CacheRead, long CacheWrite, long? Total)
{
    public long Sum => Input + Output + Reasoning + CacheRead + CacheWrite;

    public bool IsZero => (Input | Output | Reasoning | CacheRead | CacheWrite) == 0;

    public static OpenCodeUsage operator +(OpenCodeUsage a, OpenCodeUsage b) =>
        new(
            a.Input + b.Input,
            a.Output + b.Output,
            a.Reasoning + b.Reasoning,
            a.CacheRead + b.CacheRead,
            a.CacheWrite + b.CacheWrite,
            a.Total + b.Total
        );

    /// <summary>
    /// Disjoint buckets. The interpretation that adds up to the total is right; without one, the session's version decides.
    /// </summary>
    public TokenUsage Usage(OpenCodeMeaning meaning)
    {
        PromptCounts prompt = new(Input, CacheRead, CacheWrite);
        (CacheInInput cache, bool isInside) = Proven(prompt) ?? (meaning.Cache, meaning.IsReasoningInOutput);
        if (meaning.IsTotalDoubled)
            cache = meaning.Cache;
        PromptCounts apart = prompt.Apart(cache);
        return new TokenUsage(
            apart.Input,
            apart.CacheRead,
            apart.CacheWrite,
            0,
            isInside && Reasoning <= Output ? Output : Output + Reasoning,
            Reasoning
        );
    }

    /// <summary>What the total proves: which cached tokens the input includes, and whether the output includes the reasoning.</summary>
    private (CacheInInput Cache, bool IsInside)? Proven(PromptCounts prompt)
    {
        long others = Input + CacheRead + CacheWrite;
        if (Total == others + Output + Reasoning)
            return (CacheInInput.None, false);
        if (Total == others + Output)
            return (CacheInInput.None, true);
        if (prompt.Proven(Total, Output + Reasoning) is { } beside)
            return (beside, false);
        return prompt.Proven(Total, Output) is { } inside ? (inside, true) : null;
    }

    /// <summary>The difference of two counts; zero for a count that the other has more of.</summary>
    public OpenCodeUsage Beyond(OpenCodeUsage others) =>
        new(
            Math.Max(0, Input - others.Input),
            Math.Max(0, Output - others.Output),
            Math.Max(0, Reasoning - others.Reasoning),
            Math.Max(0, CacheRead - others.CacheRead),
            Math.Max(0, CacheWrite - others.CacheWrite),
            null
        );

    public static OpenCodeUsage? Read(ref Utf8JsonReader reader, RowSink sink)
    {
        if (!Json.Enter(ref reader))
            return null;
        long input = 0,
            output = 0,
            reasoning = 0,
            read = 0,
            write = 0;
        long? total = null;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "input"u8))
                input = TokenFields.Read(ref reader, sink);
            else if (Json.Is(ref reader, "output"u8))
                output = TokenFields.Read(ref reader, sink);
            else if (Json.Is(ref reader, "reasoning"u8))
                reasoning = TokenFields.Read(ref reader, sink);
            else if (Json.Is(ref reader, "total"u8))
                total = reader.TokenType == JsonTokenType.Number ? TokenFields.Read(ref reader, sink) : Skipped(ref reader);
            else if (Json.Is(ref reader, "cache"u8))
            {
                if (!Json.Enter(ref reader))
                    continue;
                while (Json.Next(ref reader))
                {
                    if (Json.Is(ref reader, "read"u8))
                        read = TokenFields.Read(ref reader, sink);
                    else if (Json.Is(ref reader, "write"u8))
                        write = TokenFields.Read(ref reader, sink);
                    else
                        Json.SkipProperty(ref reader);
                }
            }
            else
                Json.SkipProperty(ref reader);
        }

        return new OpenCodeUsage(input, output, reasoning, read, write, total);
    }

    private static long? Skipped(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }
}

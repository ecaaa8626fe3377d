using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>The <c>usage</c> object of a response.</summary>
internal struct ClaudeCodeUsage
{
    public TokenUsage Tokens;
    public long WebSearches;
    public string? Terms;

    /// <summary>The region among the terms, which the requests inside the response have in common.</summary>
    public string? Region;

    /// <summary>True if up to version 6 of this reader the terms were unknown ones.</summary>
    public bool HasNewTerms;

    /// <summary>The items of the response; null if it has none.</summary>
    public List<ClaudeCodeIteration>? Iterations;

    public static ClaudeCodeUsage Read(ref LineJson reader, NameTable names, RowSink sink)
    {
        ClaudeCodeUsage usage = default;
        long input = 0,
            read = 0,
            flat = 0,
            write5m = 0,
            write1h = 0,
            output = 0,
            thinking = 0;
        bool hasSplit = false;
        string? tier = null,
            speed = null,
            region = null;
        List<ClaudeCodeIteration>? iterations = null;
        while (reader.Next())
        {
            if (reader.Is("input_tokens"u8))
                input = TokenFields.Read(ref reader, sink);
            else if (reader.Is("output_tokens"u8))
                output = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cache_read_input_tokens"u8))
                read = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cache_creation_input_tokens"u8))
                flat = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cache_creation"u8))
                hasSplit = ReadSplit(ref reader, sink, out write5m, out write1h);
            else if (reader.Is("output_tokens_details"u8))
                thinking = ReadOne(ref reader, "thinking_tokens"u8, sink);
            else if (reader.Is("server_tool_use"u8))
                usage.WebSearches = ReadOne(ref reader, "web_search_requests"u8, sink);
            else if (reader.Is("service_tier"u8))
                tier = names.Read(ref reader);
            else if (reader.Is("speed"u8))
                speed = names.Read(ref reader);
            else if (reader.Is("inference_geo"u8))
                region = names.Read(ref reader);
            else if (reader.Is("iterations"u8))
                iterations = ReadIterations(ref reader, names, sink);
        }

        Split(flat, hasSplit, iterations, ref write5m, ref write1h);
        usage.Tokens = new TokenUsage(input, read, write5m, write1h, output, Math.Min(thinking, output));
        usage.Region = RegionOf(region);
        usage.HasNewTerms = usage.Region is not (null or "us" or "eu") || speed is not (null or "standard" or "fast");
        usage.Terms = JoinTerms(tier, speed, usage.Region);
        usage.Iterations = iterations;
        return usage;
    }

    /// <summary>
    /// Splits the cache writes by lifetime. Without a split all are short-lived. If split and flat total differ, an iteration whose total
    /// is the flat one and whose own split adds up is right; otherwise the split is.
    /// </summary>
    private static void Split(long flat, bool hasSplit, List<ClaudeCodeIteration>? iterations, ref long write5m, ref long write1h)
    {
        if (!hasSplit || (write5m + write1h == 0 && flat > 0))
        {
            (write5m, write1h) = (flat, 0);
            return;
        }

        if (write5m + write1h == flat || iterations is null)
            return;
        foreach (ClaudeCodeIteration iteration in iterations)
        {
            if (
                !iteration.IsAttempt
                || iteration.Flat != flat
                || !iteration.HasSplit
                || iteration.Tokens.CacheWrite5m + iteration.Tokens.CacheWrite1h != flat
            )
                continue;
            (write5m, write1h) = (iteration.Tokens.CacheWrite5m, iteration.Tokens.CacheWrite1h);
            return;
        }
    }

    private static List<ClaudeCodeIteration>? ReadIterations(ref LineJson reader, NameTable names, RowSink sink)
    {
        List<ClaudeCodeIteration>? iterations = null;
        if (!reader.EnterArray())
            return iterations;
        while (reader.NextItem())
        {
            if (reader.Enter())
                (iterations ??= []).Add(ClaudeCodeIteration.Read(ref reader, names, sink));
        }

        return iterations;
    }

    public static bool ReadSplit(ref LineJson reader, RowSink sink, out long write5m, out long write1h)
    {
        write5m = write1h = 0;
        if (!reader.Enter())
            return false;
        while (reader.Next())
        {
            if (reader.Is("ephemeral_5m_input_tokens"u8))
                write5m = TokenFields.Read(ref reader, sink);
            else if (reader.Is("ephemeral_1h_input_tokens"u8))
                write1h = TokenFields.Read(ref reader, sink);
        }

        return true;
    }

    private static long ReadOne(ref LineJson reader, ReadOnlySpan<byte> name, RowSink sink)
    {
        long value = 0;
        if (!reader.Enter())
            return value;
        while (reader.Next())
        {
            if (reader.Is(name))
                value = TokenFields.Read(ref reader, sink);
        }

        return value;
    }

    /// <summary>A region without a price of its own costs the same, as in the agent's own calculation.</summary>
    private static string? RegionOf(string? geo) =>
        geo switch
        {
            null or "global" or "not_available" => null,
            "us" or "eu" => geo,
            _ => $"region:{geo}",
        };

    private static string? JoinTerms(string? tier, string? speed, string? region)
    {
        if (tier is "standard")
            tier = null;

        // The agent prices a speed that it does not know as the fast one.
        speed = speed is null or "standard" ? null : "fast";
        return (tier, speed, region) switch
        {
            (null, null, null) => null,
            (not null, null, null) => tier,
            (null, not null, null) => speed,
            _ => string.Join(',', new[] { tier, speed, region }.Where(term => term is not null)),
        };
    }
}

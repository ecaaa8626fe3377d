using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>The kinds of items in <c>usage.iterations</c>.</summary>
internal enum ClaudeCodeIterationKind : byte
{
    Other,

    /// <summary>
    /// A pass of the response itself, which the usage above includes; or a declined attempt, after which another model took over.
    /// </summary>
    Message,

    /// <summary>The attempt of a model that took over.</summary>
    Fallback,

    /// <summary>A request to another model for advice.</summary>
    Advisor,

    /// <summary>The summary of the earlier conversation, made on the server.</summary>
    Compaction,
}

/// <summary>One item of <c>usage.iterations</c>.</summary>
internal struct ClaudeCodeIteration
{
    public ClaudeCodeIterationKind Kind;
    public string? Model;
    public long Flat;
    public bool HasSplit;
    public TokenUsage Tokens;

    /// <summary>True if the usage above may include it.</summary>
    public readonly bool IsAttempt => Kind is ClaudeCodeIterationKind.Message or ClaudeCodeIterationKind.Fallback;

    public static ClaudeCodeIteration Read(ref LineJson reader, NameTable names, RowSink sink)
    {
        ClaudeCodeIteration iteration = default;
        long input = 0,
            read = 0,
            write5m = 0,
            write1h = 0,
            output = 0;
        while (reader.Next())
        {
            if (reader.Is("type"u8))
                iteration.Kind = KindOf(ref reader);
            else if (reader.Is("model"u8))
                iteration.Model = names.Read(ref reader);
            else if (reader.Is("input_tokens"u8))
                input = TokenFields.Read(ref reader, sink);
            else if (reader.Is("output_tokens"u8))
                output = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cache_read_input_tokens"u8))
                read = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cache_creation_input_tokens"u8))
                iteration.Flat = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cache_creation"u8))
                iteration.HasSplit = ClaudeCodeUsage.ReadSplit(ref reader, sink, out write5m, out write1h);
        }

        if (!iteration.HasSplit || write5m + write1h == 0)
            write5m = iteration.Flat;
        iteration.Tokens = new TokenUsage(input, read, write5m, write1h, output, 0);
        return iteration;
    }

    /// <summary>The passes that the response's own usage is the sum of.</summary>
    public static IReadOnlyList<ClaudeCodeIteration> PassesOf(List<ClaudeCodeIteration>? iterations, UsageRow response)
    {
        if (iterations is null)
            return [];
        if (!HasFallback(iterations))
            return [.. iterations.Where(iteration => iteration.Kind == ClaudeCodeIterationKind.Message)];
        List<List<ClaudeCodeIteration>> attempts = Attempts(iterations);
        return attempts[Answered(attempts, response)];
    }

    /// <summary>
    /// The requests inside a response that its own usage does not include, each with its own model, and the passes that it is the sum of.
    /// </summary>
    /// <param name="iterations">The items that the response lists.</param>
    /// <param name="response">The response's row.</param>
    /// <param name="region">The region of the response: an advisor has the response's region, but not its speed and tier.</param>
    public static IEnumerable<(UsageRow Row, IReadOnlyList<ClaudeCodeIteration> Passes)> Beside(
        List<ClaudeCodeIteration> iterations,
        UsageRow response,
        string? region
    )
    {
        int advisors = 0,
            compactions = 0;
        foreach (ClaudeCodeIteration iteration in iterations)
        {
            if (iteration.Kind == ClaudeCodeIterationKind.Advisor)
            {
                UsageRow advisor = Row(response, ClaudeCodeIdentity.OfAdvisor(response.Key, advisors++), iteration.Model, iteration.Tokens);
                advisor.Terms = region;
                yield return (advisor, []);
            }
            else if (iteration.Kind == ClaudeCodeIterationKind.Compaction && !iteration.Tokens.IsZero)
            {
                RecordKey key = ClaudeCodeIdentity.OfCompaction(response.Key, compactions++);
                yield return (Row(response, key, iteration.Model ?? response.Model, iteration.Tokens), []);
            }
        }

        if (!HasFallback(iterations))
            yield break;
        List<List<ClaudeCodeIteration>> attempts = Attempts(iterations);
        int answered = Answered(attempts, response);
        for (int i = 0; i < attempts.Count; i++)
        {
            // A declined attempt without output is not billed.
            TokenUsage tokens = SumOf(attempts[i]);
            if (i != answered && tokens.Output > 0)
                yield return (Row(response, ClaudeCodeIdentity.OfFallback(response.Key, i), attempts[i][0].Model, tokens), attempts[i]);
        }
    }

    /// <summary>A pass before the last one of a request, for which the last one counts.</summary>
    public static UsageRow Pass(in UsageRow request, int index, TokenUsage tokens)
    {
        UsageRow row = Row(request, ClaudeCodeIdentity.OfPass(request.Key, index), request.Model, tokens);
        row.Requests = 0;
        return row;
    }

    private static bool HasFallback(List<ClaudeCodeIteration> iterations) =>
        iterations.Exists(iteration => iteration.Kind == ClaudeCodeIterationKind.Fallback);

    private static TokenUsage SumOf(List<ClaudeCodeIteration> passes) => passes.Select(pass => pass.Tokens).Sum();

    /// <summary>Each model that took over makes one attempt; several passes of one model are one attempt.</summary>
    private static List<List<ClaudeCodeIteration>> Attempts(List<ClaudeCodeIteration> iterations)
    {
        List<List<ClaudeCodeIteration>> attempts = [];
        foreach (ClaudeCodeIteration iteration in iterations.Where(iteration => iteration.IsAttempt))
        {
            bool isNext =
                attempts.Count == 0
                || iteration.Kind == ClaudeCodeIterationKind.Fallback
                || (iteration.Model is { } model && model != attempts[^1][0].Model);
            if (isNext)
                attempts.Add([iteration]);
            else
                attempts[^1].Add(iteration);
        }

        return attempts;
    }

    /// <summary>
    /// The attempt that produced the response, whose usage is the response's own: the one with equal counts, else the last of the same
    /// model, else the last one.
    /// </summary>
    private static int Answered(List<List<ClaudeCodeIteration>> attempts, UsageRow response)
    {
        TokenUsage logged = response.Tokens with { Reasoning = 0 };
        int at = attempts.FindLastIndex(attempt => SumOf(attempt) == logged);
        if (at < 0)
            at = attempts.FindLastIndex(attempt => attempt[0].Model == response.Model);
        return at < 0 ? attempts.Count - 1 : at;
    }

    private static UsageRow Row(UsageRow response, RecordKey key, string? model, TokenUsage tokens)
    {
        UsageRow row = response;
        (row.Key, row.Model, row.Tokens) = (key, model, tokens);
        (row.WebSearches, row.ReportedNano) = (0, null);
        return row;
    }

    private static ClaudeCodeIterationKind KindOf(ref LineJson reader) =>
        reader.TokenType switch
        {
            not JsonTokenType.String => ClaudeCodeIterationKind.Other,
            _ when reader.ValueIs("message"u8) => ClaudeCodeIterationKind.Message,
            _ when reader.ValueIs("fallback_message"u8) => ClaudeCodeIterationKind.Fallback,
            _ when reader.ValueIs("advisor_message"u8) => ClaudeCodeIterationKind.Advisor,
            _ when reader.ValueIs("compaction"u8) => ClaudeCodeIterationKind.Compaction,
            _ => ClaudeCodeIterationKind.Other,
        };
}

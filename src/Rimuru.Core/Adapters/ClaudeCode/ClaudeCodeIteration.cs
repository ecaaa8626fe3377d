using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>What an item of <c>usage.iterations</c> is.</summary>
internal enum ClaudeCodeIterationKind : byte
{
    Other,

    /// <summary>
    /// A pass of the response itself, which the usage above holds; or an attempt that was declined, where another model went on.
    /// </summary>
    Message,

    /// <summary>The attempt of a model that stepped in.</summary>
    Fallback,

    /// <summary>A request to another model that the response asked for advice.</summary>
    Advisor,

    /// <summary>The summary of what came before, made on the server.</summary>
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

    /// <summary>True for what the usage above may hold.</summary>
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

    /// <summary>The requests inside a response that its own usage does not hold, each under its own model.</summary>
    /// <param name="iterations">What the response lists.</param>
    /// <param name="response">The response's row.</param>
    public static IEnumerable<UsageRow> Beside(List<ClaudeCodeIteration> iterations, UsageRow response)
    {
        int advisors = 0,
            compactions = 0;
        foreach (ClaudeCodeIteration iteration in iterations)
        {
            if (iteration.Kind == ClaudeCodeIterationKind.Advisor)
                yield return Row(response, ClaudeCodeIdentity.OfAdvisor(response.Key, advisors++), iteration.Model, iteration.Tokens);
            else if (iteration.Kind == ClaudeCodeIterationKind.Compaction && !iteration.Tokens.IsZero)
                yield return Row(
                    response,
                    ClaudeCodeIdentity.OfCompaction(response.Key, compactions++),
                    iteration.Model ?? response.Model,
                    iteration.Tokens
                );
        }

        if (!iterations.Exists(iteration => iteration.Kind == ClaudeCodeIterationKind.Fallback))
            yield break;
        List<(string? Model, TokenUsage Tokens)> attempts = Attempts(iterations);
        int answered = Answered(attempts, response);
        for (int i = 0; i < attempts.Count; i++)
        {
            // An attempt that was declined before it wrote anything is not billed.
            if (i != answered && attempts[i].Tokens.Output > 0)
                yield return Row(response, ClaudeCodeIdentity.OfFallback(response.Key, i), attempts[i].Model, attempts[i].Tokens);
        }
    }

    /// <summary>Each model that stepped in makes an attempt; what one model did in several passes is one.</summary>
    private static List<(string? Model, TokenUsage Tokens)> Attempts(List<ClaudeCodeIteration> iterations)
    {
        List<(string? Model, TokenUsage Tokens)> attempts = [];
        foreach (ClaudeCodeIteration iteration in iterations.Where(iteration => iteration.IsAttempt))
        {
            bool isNext =
                attempts.Count == 0
                || iteration.Kind == ClaudeCodeIterationKind.Fallback
                || (iteration.Model is { } model && model != attempts[^1].Model);
            if (isNext)
                attempts.Add((iteration.Model, iteration.Tokens));
            else
                attempts[^1] = (attempts[^1].Model, attempts[^1].Tokens + iteration.Tokens);
        }

        return attempts;
    }

    /// <summary>
    /// The attempt that answered, which the response's own usage tells: the one with its counts, else the last of its model, else the last.
    /// </summary>
    private static int Answered(List<(string? Model, TokenUsage Tokens)> attempts, UsageRow response)
    {
        TokenUsage told = response.Tokens with { Reasoning = 0 };
        int at = attempts.FindLastIndex(attempt => attempt.Tokens == told);
        if (at < 0)
            at = attempts.FindLastIndex(attempt => attempt.Model == response.Model);
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

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>A counter of a session: of a model and a task, or what the session's own has beyond those.</summary>
internal sealed record HermesCounter(RecordKey Key, string? Provider, string? Model, HermesCounts Counts, long? FirstMs, long? LastMs);

/// <summary>A part of a counter: what it used on a day, or what no day has.</summary>
internal sealed record HermesShare(HermesCounter Counter, HermesDay? Day, HermesCounts Counts)
{
    public RecordKey Key => Day is null ? Counter.Key : HermesIdentity.OfDay(Counter.Key, Day.Name);
}

/// <summary>Tokens and the calls that used them.</summary>
internal readonly record struct HermesCounts(TokenUsage Tokens, long Calls)
{
    /// <summary>The reasoning that the output cannot include.</summary>
    public long Excess => Math.Max(0, Tokens.Reasoning - Tokens.Output);

    public static HermesCounts operator +(HermesCounts a, HermesCounts b) => new(a.Tokens + b.Tokens, a.Calls + b.Calls);

    public static HermesCounts operator -(HermesCounts a, HermesCounts b) => new(a.Tokens - b.Tokens, a.Calls - b.Calls);

    public HermesCounts AddReasoning(long count) => this with { Tokens = Tokens with { Reasoning = Tokens.Reasoning + count } };

    /// <summary>The smaller of each count.</summary>
    public static HermesCounts Least(HermesCounts a, HermesCounts b)
    {
        long output = Math.Min(a.Tokens.Output, b.Tokens.Output);
        TokenUsage tokens = new(
            Math.Min(a.Tokens.Input, b.Tokens.Input),
            Math.Min(a.Tokens.CacheRead, b.Tokens.CacheRead),
            Math.Min(a.Tokens.CacheWrite5m, b.Tokens.CacheWrite5m),
            0,
            output,
            Math.Min(output, Math.Min(a.Tokens.Reasoning, b.Tokens.Reasoning))
        );
        return new HermesCounts(tokens, Math.Min(a.Calls, b.Calls));
    }
}

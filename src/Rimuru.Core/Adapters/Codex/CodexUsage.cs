using System.Buffers.Binary;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Token counts as Codex logs them: the input includes cache reads and writes, the output includes reasoning.</summary>
internal readonly record struct CodexUsage(long Input, long Cached, long Written, long Output, long Reasoning)
{
    public const int Size = 5 * sizeof(long);

    public bool IsZero => (Input | Cached | Written | Output | Reasoning) == 0;

    /// <summary>Disjoint buckets. A cached part that exceeds the input is limited to it.</summary>
    public TokenUsage Tokens
    {
        get
        {
            long cached = Math.Min(Cached, Input);
            long written = Math.Min(Written, Input - cached);
            return new TokenUsage(Input - cached - written, cached, written, 0, Output, Math.Min(Reasoning, Output));
        }
    }

    public static CodexUsage operator +(CodexUsage a, CodexUsage b) =>
        new(a.Input + b.Input, a.Cached + b.Cached, a.Written + b.Written, a.Output + b.Output, a.Reasoning + b.Reasoning);

    public static CodexUsage operator -(CodexUsage a, CodexUsage b) =>
        new(a.Input - b.Input, a.Cached - b.Cached, a.Written - b.Written, a.Output - b.Output, a.Reasoning - b.Reasoning);

    /// <summary>True if any component is less than in <paramref name="before"/>: the counter started anew.</summary>
    public bool FellFrom(CodexUsage before) =>
        Input < before.Input
        || Cached < before.Cached
        || Written < before.Written
        || Output < before.Output
        || Reasoning < before.Reasoning;

    /// <summary>A stand-in for a running total of which only the sum is known. No real one has reasoning without output.</summary>
    public static CodexUsage OfSum(long sum) => new(0, 0, 0, 0, sum);

    public static CodexUsage? Read(ref LineJson reader, RowSink sink) => Read(ref reader, sink, out _, out _);

    /// <param name="reader">At the object.</param>
    /// <param name="sink">Receives invalid numbers.</param>
    /// <param name="sum">The object's <c>total_tokens</c>.</param>
    /// <param name="former">
    /// The values under the names that Codex itself writes; version 2 of the reader and older ones knew only these.
    /// </param>
    public static CodexUsage? Read(ref LineJson reader, RowSink sink, out long sum, out CodexUsage former)
    {
        sum = 0;
        former = default;
        if (!reader.Enter())
            return null;
        long input = 0,
            cached = 0,
            written = 0,
            output = 0,
            reasoning = 0,
            otherInput = 0,
            otherCached = 0,
            otherOutput = 0;
        while (reader.Next())
        {
            if (reader.Is("input_tokens"u8))
                input = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cached_input_tokens"u8))
                cached = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cache_write_input_tokens"u8))
                written = TokenFields.Read(ref reader, sink);
            else if (reader.Is("output_tokens"u8))
                output = TokenFields.Read(ref reader, sink);
            else if (reader.Is("reasoning_output_tokens"u8))
                reasoning = TokenFields.Read(ref reader, sink);
            else if (reader.Is("total_tokens"u8))
                sum = TokenFields.Read(ref reader, sink);
            else if (reader.Is("prompt_tokens"u8))
                otherInput = TokenFields.Read(ref reader, sink);
            else if (reader.Is("cached_tokens"u8) || reader.Is("cache_read_input_tokens"u8))
                otherCached = TokenFields.Read(ref reader, sink);
            else if (reader.Is("completion_tokens"u8))
                otherOutput = TokenFields.Read(ref reader, sink);
        }

        former = new CodexUsage(input, cached, written, output, reasoning);
        return new CodexUsage(
            Math.Max(input, otherInput),
            Math.Max(cached, otherCached),
            written,
            Math.Max(output, otherOutput),
            reasoning
        );
    }

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, Input);
        BinaryPrimitives.WriteInt64BigEndian(target[8..], Cached);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], Written);
        BinaryPrimitives.WriteInt64BigEndian(target[24..], Output);
        BinaryPrimitives.WriteInt64BigEndian(target[32..], Reasoning);
    }

    /// <summary>A hash that two rows share only if they have the same counts.</summary>
    public static ulong HashOf(CodexUsage? last, CodexUsage? total)
    {
        Span<byte> bytes = stackalloc byte[2 * Size];
        bytes.Clear();
        last?.Write(bytes);
        total?.Write(bytes[Size..]);
        return (ulong)StableHash.Of(bytes);
    }

    public static void SaveOptional(StateWriter state, CodexUsage? usage)
    {
        state.Add(usage.HasValue);
        usage?.Save(state);
    }

    public static CodexUsage? RestoreOptional(StateReader state) => state.Flag() ? Restore(state) : null;

    public void Save(StateWriter state) => state.Add(Input).Add(Cached).Add(Written).Add(Output).Add(Reasoning);

    public static CodexUsage Restore(StateReader state) =>
        new(state.Number(), state.Number(), state.Number(), state.Number(), state.Number());
}

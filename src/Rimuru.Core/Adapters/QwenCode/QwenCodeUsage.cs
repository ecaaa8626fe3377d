using System.Buffers.Binary;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>Token counts as logged by all sources.</summary>
internal readonly record struct QwenCodeUsage(long Input, long Cached, long Output, long Thoughts, long Tool, long Total)
{
    public bool IsZero => (Input | Cached | Output | Thoughts) == 0;

    /// <summary>Part of stored keys: it must not change.</summary>
    public override string ToString() =>
        $"Counts {{ Input = {Input}, Cached = {Cached}, Output = {Output}, Thoughts = {Thoughts}, Tool = {Tool}, Total = {Total}, "
        + $"IsZero = {IsZero}, Match = {Match} }}";

    public long Match
    {
        get
        {
            Span<byte> bytes = stackalloc byte[4 * sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, Input);
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Cached);
            BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Output);
            BinaryPrimitives.WriteInt64BigEndian(bytes[24..], Thoughts);
            return (long)RecordKey.Of(QwenCodeIdentity.Message, bytes).High;
        }
    }

    /// <summary>
    /// Disjoint buckets. The total shows whether the output includes the thoughts; without one, the kind of provider does.
    /// </summary>
    public TokenUsage Of(bool isInclusive)
    {
        bool adds = Thoughts > Output || (Total > 0 ? Thoughts > 0 && (IsBeside(Thoughts) || IsBeside(Thoughts + Tool)) : !isInclusive);
        long added = adds ? Thoughts : 0;
        long tool = Tool > 0 && IsBeside(Tool + added) ? Tool : 0;
        long output = Output + added;
        PromptCounts prompt = new(Input, Cached, 0);
        prompt = prompt.Apart(prompt.Proven(Total > 0 ? Total - tool : null, output) ?? CacheInInput.Reads);
        return new TokenUsage(prompt.Input + tool, Cached, 0, 0, output, Math.Min(Thoughts, output));
    }

    /// <summary>True if the total has a part beside input and output, perhaps with the cached tokens.</summary>
    private bool IsBeside(long part) => Total - Input - Output - part is var rest && (rest == 0 || rest == Cached);
}

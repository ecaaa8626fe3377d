using System.Buffers.Binary;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>Counts as both accounts have them.</summary>
internal readonly record struct QwenCodeUsage(long Input, long Cached, long Output, long Thoughts, long Tool, long Total)
{
    public bool IsZero => (Input | Cached | Output | Thoughts) == 0;

    /// <summary>A part of stored keys: it may not change.</summary>
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

    /// <summary>Whether the output holds the thoughts is told by the total; without one by the kind of provider.</summary>
    public TokenUsage Of(bool isInclusive)
    {
        long extra = Total - Input - Output;
        bool adds = Thoughts > Output || (Total > 0 ? Thoughts > 0 && (extra == Thoughts || extra == Thoughts + Tool) : !isInclusive);
        long added = adds ? Thoughts : 0;
        long tool = Tool > 0 && extra == Tool + added ? Tool : 0;
        long output = Output + added;
        PromptCounts prompt = new(Input, Cached, 0);
        prompt = prompt.Apart(prompt.Proven(Total > 0 ? Total - tool : null, output) ?? CacheInInput.Reads);
        return new TokenUsage(prompt.Input + tool, Cached, 0, 0, output, Math.Min(Thoughts, output));
    }
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>Token counts as Antigravity keeps them.</summary>
internal static class AntigravityUsage
{
    private const int Input = 2;
    private const int Output = 3;
    private const int CacheWrite = 4;
    private const int CacheRead = 5;
    private const int Thinking = 9;
    private const int Response = 10;

    /// <summary>The input is apart from the cache, the output is thinking and response, and field 1 is the number of a model.</summary>
    public static TokenUsage Of(ProtoMessage usage, RowSink sink)
    {
        long Count(ProtoMessage counts, int field) => TokenFields.Of(counts.Number(field) ?? 0, sink);
        long thinking = Count(usage, Thinking);
        long output = Math.Max(Count(usage, Output), TokenFields.Of(thinking + Count(usage, Response), sink));
        return new(Count(usage, Input), Count(usage, CacheRead), Count(usage, CacheWrite), 0, output, Math.Min(thinking, output));
    }
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>Token counts as Antigravity keeps them.</summary>
internal static class AntigravityUsage
{
    private const int Input = 2;
    private const int Output = 3;
    private const int CacheRead = 5;

    /// <summary>
    /// The input is apart from the cache, and the output includes the thinking. Which of two parts of the output is the thinking is not
    /// certain, so it is left unknown. Field 1 is the number of a model.
    /// </summary>
    public static TokenUsage Of(ProtoMessage usage, RowSink sink) =>
        new(
            TokenFields.Of(usage.Number(Input) ?? 0, sink),
            TokenFields.Of(usage.Number(CacheRead) ?? 0, sink),
            0,
            0,
            TokenFields.Of(usage.Number(Output) ?? 0, sink),
            0
        );
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>The requests that a message was made of, as its <c>step-finish</c> parts tell them.</summary>
internal sealed class OpenCodeSteps
{
    /// <summary>Parts of this type are short; those of others may be as long as a tool's output and need not be read.</summary>
    public const int MostBytes = 4096;

    public OpenCodeUsage Tokens { get; private set; }

    public NanoUsd CostNano { get; private set; }

    public int Count { get; private set; }

    /// <summary>Adds a part, unless it is of another type.</summary>
    public void Add(ReadOnlySpan<byte> part, RowSink sink)
    {
        if (!OpenCodeMessage.TryReadStep(part, sink, out OpenCodeUsage tokens, out NanoUsd costNano))
            return;
        Tokens = Count == 0 ? tokens : Tokens + tokens;
        CostNano += costNano;
        Count++;
    }
}

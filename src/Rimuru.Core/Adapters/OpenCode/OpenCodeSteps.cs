using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>The requests of a message, from its <c>step-finish</c> parts.</summary>
internal sealed class OpenCodeSteps
{
    /// <summary>The size limit of parts of this type; others may be as long as a tool's output and are not read.</summary>
    public const int MaxBytes = 4096;

    public OpenCodeUsage Tokens { get; private set; }

    public NanoUsd CostNano { get; private set; }

    public int Count { get; private set; }

    /// <summary>Adds a part if it has the right type.</summary>
    public void Add(ReadOnlySpan<byte> part, RowSink sink)
    {
        if (!OpenCodeMessage.TryReadStep(part, sink, out OpenCodeUsage tokens, out NanoUsd costNano))
            return;
        Tokens = Count == 0 ? tokens : Tokens + tokens;
        CostNano += costNano;
        Count++;
    }
}

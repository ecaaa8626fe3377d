using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.OpenCode;

namespace Rimuru.Core.Adapters.IcodeMate;

/// <summary>Reads iCodeMate's databases with the reader of the agent that it was derived from.</summary>
internal static class IcodeMateReader
{
    public static LogReader Open(ReadOnlySpan<byte> state) => new OpenCodeReader(IcodeMateUsage.Family, state);
}

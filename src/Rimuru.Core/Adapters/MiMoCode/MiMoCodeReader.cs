using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.OpenCode;

namespace Rimuru.Core.Adapters.MiMoCode;

/// <summary>Reads MiMo Code's databases with the reader of the agent that it was derived from.</summary>
internal static class MiMoCodeReader
{
    public static LogReader Open(ReadOnlySpan<byte> state) => new OpenCodeReader(MiMoCodeUsage.Family, state);
}

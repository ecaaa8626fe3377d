using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Cline;
using Rimuru.Core.Adapters.OpenCode;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>Reads Kilo's data with the readers of the agents that it was derived from.</summary>
internal static class KiloReader
{
    public static ClineTasks Tasks { get; } =
        new(KiloIdentity.Agent, KiloIdentity.Request, "kilocode.kilo-code")
        {
            HoldsCache = true,
            StorageSettings = ["kilo-code.customStoragePath"],
        };

    public static LogReader Open(string path, ReadOnlySpan<byte> state) =>
        ClineTasks.IsTask(path) ? new ClineTaskReader(Tasks, state) : new OpenCodeReader(KiloUsage.Family, state);
}

using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Adapters.CoStrict;

/// <summary>Where CoStrict keeps its tasks.</summary>
internal static class CoStrictLocations
{
    public static ClineTasks Tasks { get; } =
        new(CoStrictIdentity.Agent, CoStrictIdentity.Request, "zgsm-ai.zgsm")
        {
            HoldsCache = true,
            StorageSettings = ["zgsm.customStoragePath"],
        };
}

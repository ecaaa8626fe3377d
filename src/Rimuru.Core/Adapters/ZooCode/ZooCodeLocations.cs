using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Adapters.ZooCode;

/// <summary>Where Zoo Code keeps its tasks.</summary>
internal static class ZooCodeLocations
{
    public static ClineTasks Tasks { get; } =
        new(ZooCodeIdentity.Agent, ZooCodeIdentity.Request, "zoocodeorganization.zoo-code")
        {
            HoldsCache = true,
            ImportsRoo = true,
            StorageSettings = ["zoo-code.customStoragePath"],
        };
}

using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Adapters.IbmBob;

/// <summary>Where IBM Bob keeps its tasks.</summary>
internal static class IbmBobLocations
{
    public static ClineTasks Tasks { get; } =
        new(IbmBobIdentity.Agent, IbmBobIdentity.Request, "ibm.bob-code") { Editors = ["IBM Bob", "Bob-IDE"] };
}

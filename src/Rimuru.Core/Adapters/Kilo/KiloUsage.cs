using Rimuru.Core.Adapters.OpenCode;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>Token counts and costs as Kilo logs them: like OpenCode's, except for the following.</summary>
internal static class KiloUsage
{
    /// <summary>No version includes the reasoning in the output; a message's cost includes that of the sub-agents it started.</summary>
    public static OpenCodeFamily Family { get; } =
        new(KiloIdentity.Agent, KiloIdentity.Message, CountsReasoningApartSince: null, AddsSubAgentCost: true);
}

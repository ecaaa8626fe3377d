using Rimuru.Core.Adapters.OpenCode;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>Token counts and costs as Kilo writes them: OpenCode's, but for what is said here.</summary>
internal static class KiloUsage
{
    /// <summary>Every version leaves the reasoning out of the output; a message's cost holds that of the sub-agents it started.</summary>
    public static OpenCodeFamily Family { get; } =
        new(KiloIdentity.Agent, KiloIdentity.Message, CountsReasoningApartSince: null, AddsSubAgentCost: true);
}

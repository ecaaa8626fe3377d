using Rimuru.Core.Adapters.OpenCode;

namespace Rimuru.Core.Adapters.MiMoCode;

/// <summary>Token counts and costs as MiMo Code logs them: like those of the OpenCode releases that it was derived from.</summary>
internal static class MiMoCodeUsage
{
    /// <summary>Its releases have numbers of their own, and all are younger than OpenCode's change of the output.</summary>
    public static OpenCodeFamily Family { get; } =
        new(MiMoCodeIdentity.Agent, MiMoCodeIdentity.Message, CountsReasoningApartSince: null, AddsSubAgentCost: false)
        {
            ForeignMessages = database => new MiMoCodeImports(database).Has,
        };
}

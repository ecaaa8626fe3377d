using Rimuru.Core.Adapters.OpenCode;

namespace Rimuru.Core.Adapters.IcodeMate;

/// <summary>Token counts and costs as iCodeMate logs them: like those of the OpenCode releases that it was derived from.</summary>
internal static class IcodeMateUsage
{
    /// <summary>Its releases have numbers of their own, and all are younger than OpenCode's change of the output.</summary>
    public static OpenCodeFamily Family { get; } =
        new(IcodeMateIdentity.Agent, IcodeMateIdentity.Message, CountsReasoningApartSince: null, AddsSubAgentCost: false);
}

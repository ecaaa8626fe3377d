using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.IbmBob;

/// <summary>The keys of IBM Bob's requests.</summary>
internal static class IbmBobIdentity
{
    public const string Agent = "IbmBob";

    /// <summary>A request in a task, identified by Cline's rules.</summary>
    public static KeySpace Request { get; } = new(Agent, "request");
}

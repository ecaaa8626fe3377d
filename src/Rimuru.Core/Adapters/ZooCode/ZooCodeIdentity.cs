using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ZooCode;

/// <summary>The keys of Zoo Code's requests.</summary>
internal static class ZooCodeIdentity
{
    public const string Agent = "ZooCode";

    /// <summary>A request in a task, identified by Cline's rules.</summary>
    public static KeySpace Request { get; } = new(Agent, "request");
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CoStrict;

/// <summary>The keys of CoStrict's requests.</summary>
internal static class CoStrictIdentity
{
    public const string Agent = "CoStrict";

    /// <summary>A request in a task, identified by Cline's rules.</summary>
    public static KeySpace Request { get; } = new(Agent, "request");
}

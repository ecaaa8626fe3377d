using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>What a request of Kilo is known by.</summary>
internal static class KiloIdentity
{
    public const string Agent = "Kilo";

    /// <summary>An answer of the databases, which OpenCode's rules identify.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 31);

    /// <summary>A request of a task of the extension, which Cline's rules identify.</summary>
    public static KeySpace Request { get; } = new(Agent, "request", 68);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Request];
}

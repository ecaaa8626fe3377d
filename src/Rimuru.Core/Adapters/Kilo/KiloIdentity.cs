using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>The keys of Kilo's requests.</summary>
internal static class KiloIdentity
{
    public const string Agent = "Kilo";

    /// <summary>An assistant message in a database, identified by OpenCode's rules.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 31);

    /// <summary>A request in a task of the extension, identified by Cline's rules.</summary>
    public static KeySpace Request { get; } = new(Agent, "request", 68);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Request];
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MiMoCode;

/// <summary>The keys of MiMo Code's requests.</summary>
internal static class MiMoCodeIdentity
{
    public const string Agent = "MiMoCode";

    /// <summary>An assistant message, identified by OpenCode's rules.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message];
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.IcodeMate;

/// <summary>The keys of iCodeMate's requests.</summary>
internal static class IcodeMateIdentity
{
    public const string Agent = "IcodeMate";

    /// <summary>An assistant message, identified by OpenCode's rules.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>Whatever Claude Code's reader identifies in a transcript.</summary>
    public static KeySpace Record { get; } = new(Agent, "record");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Record];
}

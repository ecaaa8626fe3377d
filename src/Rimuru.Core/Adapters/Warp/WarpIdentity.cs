using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Warp;

/// <summary>The keys of Warp's conversations.</summary>
internal static class WarpIdentity
{
    public const string Agent = "Warp";

    /// <summary>What a conversation used.</summary>
    public static KeySpace Conversation { get; } = new(Agent, "conversation");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Conversation];

    public static RecordKey OfSum(SessionRef session) => RecordKey.Of(Conversation, session.Key);
}

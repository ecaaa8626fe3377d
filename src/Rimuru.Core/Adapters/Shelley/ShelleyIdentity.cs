using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Shelley;

/// <summary>The keys of Shelley's requests.</summary>
internal static class ShelleyIdentity
{
    public const string Agent = "Shelley";

    /// <summary>A message.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>A further call that a message has.</summary>
    public static KeySpace Other { get; } = new(Agent, "other");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Other];

    public static RecordKey OfMessage(string session, string id) => RecordKey.Of(Message, NameOf(session, id));

    public static RecordKey OfOther(string session, string id, int index) => RecordKey.Of(Other, $"{NameOf(session, id)}\n{index}");

    /// <summary>The id of the message; a short one is one only inside its conversation.</summary>
    private static string NameOf(string session, string id) => ResponseIds.Identity(id) ?? $"{session}\n{id}";
}

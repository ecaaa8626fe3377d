using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>What a session of Droid is known by: there is no request of its own.</summary>
internal static class DroidIdentity
{
    public const string Agent = "Droid";

    /// <summary>The sum of a session.</summary>
    public static KeySpace Session { get; } = new(Agent, "session", 65);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Session];

    public static RecordKey OfSum(SessionRef session) => RecordKey.Of(Session, session.Key);
}

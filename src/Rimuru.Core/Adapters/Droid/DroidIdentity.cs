using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>The keys of Droid's sessions; it does not log requests.</summary>
internal static class DroidIdentity
{
    public const string Agent = "Droid";

    /// <summary>The sum of a session.</summary>
    public static KeySpace Session { get; } = new(Agent, "session", 65);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Session];

    public static RecordKey OfSum(SessionRef session) => RecordKey.Of(Session, session.Key);
}

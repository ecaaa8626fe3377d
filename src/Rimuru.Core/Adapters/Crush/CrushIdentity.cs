using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Crush;

/// <summary>The keys of Crush's sessions.</summary>
internal static class CrushIdentity
{
    public const string Agent = "Crush";

    /// <summary>The cost of a session.</summary>
    public static KeySpace Session { get; } = new(Agent, "session");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Session];

    public static RecordKey OfCost(SessionRef session) => RecordKey.Of(Session, session.Key);
}

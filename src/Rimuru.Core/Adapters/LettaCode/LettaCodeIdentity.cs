using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.LettaCode;

/// <summary>The keys of Letta Code's sessions.</summary>
internal static class LettaCodeIdentity
{
    public const string Agent = "LettaCode";

    /// <summary>The sum of a session.</summary>
    public static KeySpace Session { get; } = new(Agent, "session");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Session];

    public static RecordKey OfSum(SessionRef session) => RecordKey.Of(Session, session.Key);
}

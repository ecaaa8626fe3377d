using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>The keys of Kiro's turns.</summary>
internal static class KiroIdentity
{
    public const string Agent = "Kiro";

    /// <summary>A turn.</summary>
    public static KeySpace Turn { get; } = new(Agent, "turn");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Turn];

    public static RecordKey OfTurn(string session, long ms, int number) =>
        RecordKey.Of(Turn, FormattableString.Invariant($"{session}\n{ms}\n{number}"));
}

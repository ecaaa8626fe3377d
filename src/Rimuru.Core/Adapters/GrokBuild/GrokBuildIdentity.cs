using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>The keys of Grok Build's turns.</summary>
internal static class GrokBuildIdentity
{
    public const string Agent = "GrokBuild";

    /// <summary>What a turn used of one model.</summary>
    public static KeySpace Turn { get; } = new(Agent, "turn");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Turn];

    /// <summary>A fork repeats its parent's turns with their ids; a short id is one only inside its session.</summary>
    public static RecordKey OfTurn(string session, string prompt, string? model) =>
        RecordKey.Of(Turn, $"{(ResponseIds.Identity(prompt) is null ? session : "")}\n{prompt}\n{model}");
}

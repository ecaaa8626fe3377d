using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>The keys of Junie's calls.</summary>
internal static class JunieIdentity
{
    public const string Agent = "Junie";

    /// <summary>A call of a model.</summary>
    public static KeySpace Call { get; } = new(Agent, "call");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Call];

    /// <summary>
    /// There are no ids of calls: the same counts at the same time are a replay, at another time another call. The caller is the agent, or
    /// the plugin's event.
    /// </summary>
    public static RecordKey OfCall(string session, long ms, string? caller, int index, string? model, TokenUsage t) =>
        RecordKey.Of(Call, $"{session}\n{ms}\n{caller}\n{index}\n{model}\n{t.Input}\n{t.CacheRead}\n{t.CacheWrite5m}\n{t.Output}");
}

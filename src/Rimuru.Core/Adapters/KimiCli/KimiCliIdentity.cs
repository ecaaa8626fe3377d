using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.KimiCli;

/// <summary>The keys of Kimi's requests.</summary>
internal static class KimiCliIdentity
{
    public const string Agent = "KimiCli";

    /// <summary>A step of the former Kimi CLI.</summary>
    public static KeySpace Step { get; } = new(Agent, "step");

    /// <summary>A usage record of Kimi Code.</summary>
    public static KeySpace Usage { get; } = new(Agent, "usage");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Step, Usage];

    /// <summary>A fork's copy keeps the id and the time.</summary>
    public static RecordKey OfStep(string? message, long ms, TokenUsage t) => RecordKey.Of(Step, $"{message}\n{ms}\n{TextOf(t)}");

    /// <summary>There are no ids: a fork's copy has the same agent, time, name of the model and tokens.</summary>
    public static RecordKey OfUsage(string agent, long ms, string? alias, TokenUsage t) =>
        RecordKey.Of(Usage, $"{agent}\n{ms}\n{alias}\n{TextOf(t)}");

    private static string TextOf(TokenUsage t) => $"{t.Input}\n{t.CacheRead}\n{t.CacheWrite5m}\n{t.Output}";
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MuseCode;

/// <summary>The keys of Muse Code's requests.</summary>
internal static class MuseCodeIdentity
{
    public const string Agent = "MuseCode";

    /// <summary>A call of a model in a run.</summary>
    public static KeySpace Call { get; } = new(Agent, "call");

    /// <summary>A review of what a tool wants to do, by a model of its own.</summary>
    public static KeySpace Review { get; } = new(Agent, "review");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Call, Review];

    /// <summary>Its record and its counts, both of which a copy in the parent's log repeats; some ids of records are used again.</summary>
    public static RecordKey Of(KeySpace kind, string record, TokenUsage tokens) =>
        RecordKey.Of(kind, $"{record}\n{tokens.Input}\n{tokens.CacheRead}\n{tokens.CacheWrite5m}\n{tokens.Output}");
}

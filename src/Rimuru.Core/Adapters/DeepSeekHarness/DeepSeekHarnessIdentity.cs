using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.DeepSeekHarness;

/// <summary>The keys of DeepSeek Harness's requests.</summary>
internal static class DeepSeekHarnessIdentity
{
    public const string Agent = "DeepSeekHarness";

    /// <summary>A step of a turn.</summary>
    public static KeySpace Step { get; } = new(Agent, "step");

    /// <summary>The request of a compaction.</summary>
    public static KeySpace Compaction { get; } = new(Agent, "compaction");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Step, Compaction];

    public static RecordKey OfStep(string session, int turn, int step) => RecordKey.Of(Step, $"{session}\n{turn}\n{step}");

    public static RecordKey OfCompaction(string session, int sequence) => RecordKey.Of(Compaction, $"{session}\n{sequence}");
}

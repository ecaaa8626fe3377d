using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Zed;

/// <summary>The keys of Zed's threads; it keeps no requests.</summary>
internal static class ZedIdentity
{
    public const string Agent = "Zed";

    /// <summary>The sum of a thread.</summary>
    public static KeySpace Thread { get; } = new(Agent, "thread");

    /// <summary>The last request of a prompt, where there is no sum.</summary>
    public static KeySpace Prompt { get; } = new(Agent, "prompt");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Thread, Prompt];

    public static RecordKey OfThread(string thread) => RecordKey.Of(Thread, thread);

    public static RecordKey OfPrompt(string thread, string prompt) => RecordKey.Of(Prompt, $"{thread}\n{prompt}");
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Gptme;

/// <summary>The keys of gptme's messages.</summary>
internal static class GptmeIdentity
{
    public const string Agent = "Gptme";

    /// <summary>A message.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message];

    /// <summary>Messages have no ids, and copies keep time and usage; without a time the conversation takes its place.</summary>
    public static RecordKey OfMessage(string place, string? model, TokenUsage t) =>
        RecordKey.Of(Message, $"{place}\n{model}\n{t.Input}\n{t.CacheRead}\n{t.CacheWrite5m}\n{t.Output}");
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>The keys of Gemini CLI's messages.</summary>
internal static class GeminiCliIdentity
{
    public const string Agent = "GeminiCli";

    /// <summary>A model's message in a chat.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 55);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message];

    /// <summary>The length of random ids; shorter ones only number the messages of their session.</summary>
    private const int UniqueId = 32;

    public static RecordKey OfMessage(string session, string? id, long order) =>
        RecordKey.Of(
            Message,
            id switch
            {
                null => $"{session}\n\n{order}",
                { Length: >= UniqueId } => id,
                _ => $"{session}\n{id}",
            }
        );
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>What an answer of Gemini CLI is known by.</summary>
internal static class GeminiCliIdentity
{
    public const string Agent = "GeminiCli";

    /// <summary>An answer of a chat.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 55);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message];

    /// <summary>Ids of this length are random, shorter ones only count the messages of their session.</summary>
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

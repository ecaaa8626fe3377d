using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codebuff;

/// <summary>The keys of Codebuff's answers.</summary>
internal static class CodebuffIdentity
{
    public const string Agent = "Codebuff";

    /// <summary>An answer.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message];

    public static RecordKey OfMessage(string chat, string id) => RecordKey.Of(Message, $"{chat}\n{id}");
}

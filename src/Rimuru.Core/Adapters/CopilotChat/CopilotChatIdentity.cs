using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>The keys of Copilot Chat's requests and turns.</summary>
internal static class CopilotChatIdentity
{
    public const string Agent = "CopilotChat";

    /// <summary>A request, which traces and debug logs know by the same span.</summary>
    public static KeySpace Span { get; } = new(Agent, "span");

    /// <summary>A turn of a chat, of which only the last request is known.</summary>
    public static KeySpace Turn { get; } = new(Agent, "turn");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Span, Turn];

    /// <summary>The span; a short id is one only inside its session.</summary>
    public static RecordKey OfSpan(string session, string id) => RecordKey.Of(Span, ResponseIds.Identity(id) ?? $"{session}\n{id}");

    public static RecordKey OfTurn(string session, string request) => RecordKey.Of(Turn, $"{session}\n{request}");

    /// <summary>What a turn used with one of its models.</summary>
    public static RecordKey OfTotal(string session, string request, string? model) => RecordKey.Of(Turn, $"{session}\n{request}\n{model}");
}

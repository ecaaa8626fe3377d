using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MiniMaxCode;

/// <summary>The keys of MiniMax Code's requests.</summary>
internal static class MiniMaxCodeIdentity
{
    public const string Agent = "MiniMaxCode";

    /// <summary>A response with an id of its provider, and its time.</summary>
    public static KeySpace Response { get; } = new(Agent, "response");

    /// <summary>A message whose response has no id.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Response, Message];

    /// <param name="response">The provider's id of the response.</param>
    /// <param name="message">The id of the message, which may be a short number.</param>
    /// <param name="ms">The time of the message, which copies keep.</param>
    public static RecordKey Of(string? response, string? message, long ms) =>
        ResponseIds.Identity(response) is { } named
            ? RecordKey.Of(Response, $"{named}\n{ms}")
            : RecordKey.Of(Message, ResponseIds.Identity(message) ?? $"{message}\n{ms}");
}

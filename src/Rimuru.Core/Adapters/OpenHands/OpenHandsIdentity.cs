using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenHands;

/// <summary>The keys of OpenHands' responses.</summary>
internal static class OpenHandsIdentity
{
    public const string Agent = "OpenHands";

    /// <summary>A response of a conversation.</summary>
    public static KeySpace Response { get; } = new(Agent, "response");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Response];

    /// <summary>
    /// A conversation repeats the responses of its sub-agents with their ids; servers may repeat short ids, or give none.
    /// </summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="use">What its model was used for.</param>
    /// <param name="response">The id of the response.</param>
    /// <param name="twin">How many responses with the id come before it.</param>
    public static RecordKey OfResponse(string conversation, string use, string? response, int twin) =>
        RecordKey.Of(Response, ResponseIds.Identity(response) ?? $"{conversation}\n{use}\n{response}\n{twin}");
}

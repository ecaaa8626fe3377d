using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>The keys of Qwen Code's responses, which differ between telemetry and message.</summary>
internal static class QwenCodeIdentity
{
    public const string Agent = "QwenCode";

    /// <summary>A response in telemetry.</summary>
    public static KeySpace Response { get; } = new(Agent, "response", 56);

    /// <summary>A message of the chat.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 57);

    /// <summary>A line of the monthly log of requests.</summary>
    public static KeySpace LoggedRequest { get; } = new(Agent, "logged-request", 70);

    /// <summary>A session's sum for one model.</summary>
    public static KeySpace Sum { get; } = new(Agent, "sum", 71);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Response, Message, LoggedRequest, Sum];

    public static RecordKey OfLoggedRequest(string identity) => RecordKey.Of(LoggedRequest, identity);

    /// <summary>The key of what only a session's sum has of a model.</summary>
    public static RecordKey OfSum(string session, string model) => RecordKey.Of(Sum, $"{session}\n{model}");

    /// <summary>A state of a session's sum.</summary>
    public static RecordKey OfTotal(string session, string model, long ms) => RecordKey.Of(Sum, $"{session}\n{model}\n{ms}");

    public static RecordKey OfResponse(string identity) => RecordKey.Of(Response, identity);

    public static RecordKey OfMessage(string identity) => RecordKey.Of(Message, identity);
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>What a response of Qwen Code is known by: telemetry and the message tell of it under keys of their own.</summary>
internal static class QwenCodeIdentity
{
    public const string Agent = "QwenCode";

    /// <summary>A response as telemetry tells it.</summary>
    public static KeySpace Response { get; } = new(Agent, "response", 56);

    /// <summary>A message of the chat.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 57);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Response, Message];

    public static RecordKey OfResponse(string identity) => RecordKey.Of(Response, identity);

    public static RecordKey OfMessage(string identity) => RecordKey.Of(Message, identity);
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>The keys of Antigravity's calls.</summary>
internal static class AntigravityIdentity
{
    public const string Agent = "Antigravity";

    /// <summary>A call of a model.</summary>
    public static KeySpace Call { get; } = new(Agent, "call");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Call];

    /// <summary>The id of the response, which a copy of the conversation keeps; a short id is one only inside its conversation.</summary>
    public static RecordKey OfCall(string conversation, string? response, long row) =>
        ResponseIds.Identity(response) is { } id ? RecordKey.Of(Call, id) : RecordKey.Of(Call, $"{conversation}\n{response}\n{row}");
}

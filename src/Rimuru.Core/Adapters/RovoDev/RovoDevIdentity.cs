using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.RovoDev;

/// <summary>The keys of Rovo Dev's requests.</summary>
internal static class RovoDevIdentity
{
    public const string Agent = "RovoDev";

    /// <summary>A response with an id of its provider.</summary>
    public static KeySpace Response { get; } = new(Agent, "response");

    /// <summary>A response without one, as releases before 1.0 kept all.</summary>
    public static KeySpace Unnamed { get; } = new(Agent, "unnamed");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Response, Unnamed];

    /// <param name="id">The provider's id of the response; null if it has none.</param>
    /// <param name="ms">Its time, which the copies of a fork keep.</param>
    /// <param name="tokens">Its counts.</param>
    public static RecordKey Of(string? id, long ms, TokenUsage tokens) =>
        ResponseIds.Identity(id) is { } named
            ? RecordKey.Of(Response, named)
            : RecordKey.Of(
                Unnamed,
                $"{id}\n{ms}\n{tokens.Input}\n{tokens.CacheRead}\n{tokens.CacheWrite5m}\n{tokens.Output}\n{tokens.Reasoning}"
            );
}

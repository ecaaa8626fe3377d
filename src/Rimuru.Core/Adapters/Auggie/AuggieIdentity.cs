using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Auggie;

/// <summary>The keys of Auggie's requests.</summary>
internal static class AuggieIdentity
{
    public const string Agent = "Auggie";

    /// <summary>An exchange.</summary>
    public static KeySpace Request { get; } = new(Agent, "request");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Request];

    /// <summary>The id of the request; a short one is one only inside its session.</summary>
    public static RecordKey OfRequest(string session, string id) => RecordKey.Of(Request, ResponseIds.Identity(id) ?? $"{session}\n{id}");
}

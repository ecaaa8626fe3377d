using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CodeBuddy;

/// <summary>The keys of CodeBuddy's requests.</summary>
internal static class CodeBuddyIdentity
{
    public const string Agent = "CodeBuddy";

    /// <summary>A request.</summary>
    public static KeySpace Request { get; } = new(Agent, "request");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Request];

    /// <summary>The id of the request, else of its line; a short one is one only inside its session.</summary>
    public static RecordKey OfRequest(string session, string id) => RecordKey.Of(Request, ResponseIds.Identity(id) ?? $"{session}\n{id}");
}

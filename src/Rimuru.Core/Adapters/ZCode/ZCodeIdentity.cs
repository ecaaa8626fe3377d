using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ZCode;

/// <summary>The keys of ZCode's requests.</summary>
internal static class ZCodeIdentity
{
    public const string Agent = "ZCode";

    /// <summary>A row of <c>model_usage</c>.</summary>
    public static KeySpace Request { get; } = new(Agent, "request");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Request];

    public static RecordKey OfRequest(string session, string id) => RecordKey.Of(Request, $"{session}\n{id}");
}

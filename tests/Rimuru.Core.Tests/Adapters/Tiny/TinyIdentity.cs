using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Adapters.Tiny;

/// <summary>What a request of Tiny is known by.</summary>
internal static class TinyIdentity
{
    public const string Agent = "Tiny";

    public static KeySpace Request { get; } = new(Agent, "request");

    public static IReadOnlyList<KeySpace> Kinds { get; } = [Request];

    public static RecordKey OfRequest(string id) => RecordKey.Of(Request, id);
}

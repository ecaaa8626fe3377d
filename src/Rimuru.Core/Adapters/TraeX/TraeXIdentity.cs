using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.TraeX;

/// <summary>The keys of TraeX's responses.</summary>
internal static class TraeXIdentity
{
    public const string Agent = "TraeX";

    /// <summary>Whatever Codex's reader identifies.</summary>
    public static KeySpace Record { get; } = new(Agent, "record");
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OhMyPi;

/// <summary>The keys of Oh My Pi's requests.</summary>
internal static class OhMyPiIdentity
{
    public const string Agent = "OhMyPi";

    /// <summary>Whatever Pi's reader identifies.</summary>
    public static KeySpace Record { get; } = new(Agent, "record");
}

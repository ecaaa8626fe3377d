using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.PrimeAgent;

/// <summary>The keys of Prime Agent's requests.</summary>
internal static class PrimeAgentIdentity
{
    public const string Agent = "PrimeAgent";

    /// <summary>Whatever Pi's reader identifies.</summary>
    public static KeySpace Record { get; } = new(Agent, "record");
}

using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenClaude;

/// <summary>The keys of OpenClaude's requests.</summary>
internal static class OpenClaudeIdentity
{
    public const string Agent = "OpenClaude";

    /// <summary>Whatever Claude Code's reader identifies.</summary>
    public static KeySpace Record { get; } = new(Agent, "record");
}

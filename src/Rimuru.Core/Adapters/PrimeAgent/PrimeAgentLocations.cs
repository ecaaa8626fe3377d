using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.PrimeAgent;

/// <summary>Where Prime Agent keeps its sessions; those of sub-agents lie among the artifacts beside them.</summary>
internal static class PrimeAgentLocations
{
    private const string Artifacts = "session-artifacts";

    private static readonly PiFolders Folders = new(
        [".prime", "agent"],
        "PRIME_AGENT_CODING_AGENT_DIR",
        ["PRIME_AGENT_SESSION_DIR", "PRIME_AGENT_CODING_AGENT_SESSION_DIR"]
    );

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        [.. PiLocations.Roots(environment, configured, Folders).SelectMany(WithArtifacts).Distinct()];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        PiLocations.Files(roots).Where(file => file.IsRefused || !IsArtifact(file.Path) || IsSession(file.Path));

    private static IEnumerable<string> WithArtifacts(string sessions)
    {
        yield return sessions;
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(sessions)) is { } folder)
            yield return Path.Combine(folder, Artifacts);
    }

    private static bool IsArtifact(string path) => path.Split('/', '\\').Contains(Artifacts);

    /// <summary>An agent may leave any file among its artifacts, but only a session has its id as its name.</summary>
    private static bool IsSession(string path) => Guid.TryParse(Path.GetFileNameWithoutExtension(path), out _);
}

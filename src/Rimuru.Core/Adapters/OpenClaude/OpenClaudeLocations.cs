using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.OpenClaude;

/// <summary>Where OpenClaude keeps its transcripts.</summary>
internal static class OpenClaudeLocations
{
    private const string Projects = "projects";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string folder = (configured ?? environment.AgentVariable("OPENCLAUDE_CONFIG_DIR")) is { } named
            ? Path.TrimEndingDirectorySeparator(environment.Expand(named))
            : environment.InHome(".openclaude");
        return [Path.GetFileName(folder) == Projects ? folder : Path.Combine(folder, Projects)];
    }
}

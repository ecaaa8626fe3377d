using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.OhMyPi;

/// <summary>Where Oh My Pi keeps its sessions; those of sub-agents lie in a folder with the name of their parent's file.</summary>
internal static class OhMyPiLocations
{
    private const string Sessions = "sessions";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string agent = configured is null
            ? environment.InHome(".omp", "agent")
            : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(agent) == Sessions ? agent : Path.Combine(agent, Sessions)];
    }
}

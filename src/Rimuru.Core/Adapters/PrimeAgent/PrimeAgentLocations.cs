using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.PrimeAgent;

/// <summary>Where Prime Agent keeps its sessions.</summary>
internal static class PrimeAgentLocations
{
    private const string Sessions = "sessions";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string agent = configured is null
            ? environment.InHome(".prime", "agent")
            : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(agent) == Sessions ? agent : Path.Combine(agent, Sessions)];
    }
}

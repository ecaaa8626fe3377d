using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.TraeX;

/// <summary>Where TraeX keeps its rollouts.</summary>
internal static class TraeXLocations
{
    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = configured is null ? environment.InHome(".trae", "cli") : environment.Expand(configured);
        return [Path.Combine(home, "sessions"), Path.Combine(home, "archived_sessions")];
    }
}

using Rimuru.Core.Adapters.CodeBuddy;
using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.WorkBuddy;

/// <summary>Where WorkBuddy keeps its sessions.</summary>
internal static class WorkBuddyLocations
{
    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        CodeBuddyLocations.Roots(environment, configured, ".workbuddy");
}

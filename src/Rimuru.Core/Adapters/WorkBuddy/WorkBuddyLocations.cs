using Rimuru.Core.Adapters.CodeBuddy;
using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.WorkBuddy;

/// <summary>Where WorkBuddy keeps its sessions.</summary>
internal static class WorkBuddyLocations
{
    /// <summary>Release 5.5 has a folder of its own.</summary>
    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        [
            .. CodeBuddyLocations
                .Roots(environment, configured, ".workbuddy")
                .Concat(CodeBuddyLocations.Roots(environment, configured, ".workbuddy-ai"))
                .Distinct(),
        ];
}

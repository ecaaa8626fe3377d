using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Tests.Adapters.Tiny;

/// <summary>Where Tiny keeps its logs.</summary>
internal static class TinyLocations
{
    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        [(configured ?? environment.AgentVariable("TINY_HOME")) is { } named ? environment.Expand(named) : environment.InHome(".tiny")];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".jsonl"));
}

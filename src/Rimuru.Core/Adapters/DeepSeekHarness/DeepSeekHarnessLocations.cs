using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.DeepSeekHarness;

/// <summary>Where DeepSeek Harness keeps its sessions.</summary>
internal static class DeepSeekHarnessLocations
{
    private const string Sessions = "sessions";
    private const string Log = "session.jsonl";
    private const string Compressed = Log + ".zstd";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = (configured ?? environment.AgentVariable("DSH_HOME")) is { } named
            ? Path.TrimEndingDirectorySeparator(environment.Expand(named))
            : environment.InHome(".dsh");
        return [Path.GetFileName(home) == Sessions ? home : Path.Combine(home, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles
            .Roots(roots)
            .SelectMany(root =>
                LogFiles
                    .Below(root, Log, path => Path.GetFileName(path) == Log)
                    .Concat(LogFiles.Below(root, Compressed, path => Path.GetFileName(path) == Compressed))
            );

    public static bool IsCompressed(string path) => Path.GetFileName(path) == Compressed;
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.LettaCode;

/// <summary>Where Letta Code keeps the history of its sessions.</summary>
internal static class LettaCodeLocations
{
    private const string Log = "sessions.jsonl";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        [configured is null ? environment.InHome(".letta") : environment.Expand(configured)];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            FileInfo log = new(Path.Combine(root, Log));
            if (log.Exists)
                yield return new LogFile(log.FullName, log.Length, log.LastWriteTimeUtc.Ticks);
        }
    }
}

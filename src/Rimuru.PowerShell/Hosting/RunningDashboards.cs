using System.Collections.Concurrent;

namespace Rimuru.Hosting;

/// <summary>The dashboards of this process, by their ports. They end with it, or when the module is removed.</summary>
internal static class RunningDashboards
{
    private static readonly ConcurrentDictionary<int, Entry> Entries = [];

    public static IEnumerable<Dashboard> All => Entries.Values.Select(entry => entry.Shown).OrderBy(shown => shown.StartedAt);

    public static Dashboard Add(IDisposable server, Dashboard shown)
    {
        Entries[shown.Port] = new Entry(server, shown);
        return shown;
    }

    public static void Stop(int port)
    {
        if (Entries.TryRemove(port, out Entry? entry))
            entry.Server.Dispose();
    }

    public static void StopAll()
    {
        foreach (int port in Entries.Keys)
            Stop(port);
    }

    // Not by its own type, which would load the engine when an unused module is removed.
    private sealed record Entry(IDisposable Server, Dashboard Shown);
}

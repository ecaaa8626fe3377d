using System.Threading.Channels;
using Rimuru.Core.Discovery;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>
/// Signals writes in the agents' log folders. If the system cannot watch them (a share, too many folders), only the interval applies.
/// </summary>
internal sealed class LogSignal : IDisposable
{
    /// <summary>
    /// An agent with so few logs keeps them in databases: only their folders are watched, not the whole settings folder of an editor.
    /// </summary>
    private const int FewLogs = 8;

    /// <summary>Agents write in bursts; this delay handles a burst at once.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(200);

    /// <summary>After so many paths, reading all logs is as quick.</summary>
    private const int MostPaths = 32;

    private readonly List<FileSystemWatcher> watchers = [];
    private readonly object guard = new();

    /// <summary>What was written; null if that is not known.</summary>
    private HashSet<string>? changed = new(StringComparer.Ordinal);
    private bool isWhole = true;
    private readonly Channel<bool> written = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly TimeProvider time;

    public LogSignal(IEnumerable<AgentPlaces> agents, TimeProvider time)
    {
        this.time = time;
        foreach (AgentPlaces agent in agents)
        {
            foreach ((string folder, bool isDeep) in Folders(agent).Distinct())
                Watch(folder, isDeep);
        }

        if (!isWhole)
            TakeChanged(); // from now on nothing is known
    }

    /// <summary>The signal of those of the agents that have these names; of all if none is named.</summary>
    public static LogSignal Of(IReadOnlyList<AgentPlaces> agents, IReadOnlyList<string> names, TimeProvider time) =>
        new(agents.Where(agent => agent.Enabled && agent.Roots.Count > 0 && ReportFilter.Matches(names, agent.Adapter.Name)), time);

    /// <summary>Waits until something is written or the interval has passed.</summary>
    public async Task WaitAsync(TimeSpan interval, CancellationToken stop)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task clock = Task.Delay(interval, time, over.Token);
        Task<bool> signal = written.Reader.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(clock, signal).ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
        if (!clock.IsCompleted)
            await Task.WhenAny(clock, Task.Delay(Burst, time, over.Token)).ConfigureAwait(false);
        written.Reader.TryRead(out _);
        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(clock, signal).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// The files and folders that were written since the last call; null if that is not known, because there were too many or because the
    /// system does not tell of all.
    /// </summary>
    public IReadOnlyCollection<string>? TakeChanged()
    {
        lock (guard)
        {
            HashSet<string>? taken = changed;
            changed = isWhole ? new(StringComparer.Ordinal) : null;
            return taken;
        }
    }

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in watchers)
            watcher.Dispose();
    }

    private static IEnumerable<(string Folder, bool IsDeep)> Folders(AgentPlaces agent)
    {
        List<string> files;
        try
        {
            files = [.. agent.Adapter.Files(agent.Roots).Take(FewLogs + 1).Select(file => file.Path)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            files = []; // ingest reports it
        }

        return files.Count is > 0 and <= FewLogs && files.TrueForAll(IsDatabase)
            ? files.Select(path => (Path.GetDirectoryName(path)!, false))
            : agent.Roots.Select(root => Directory.Exists(root) ? (root, true) : (Path.GetDirectoryName(root)!, false));
    }

    private static bool IsDatabase(string path) => Path.GetExtension(path) is ".db" or ".vscdb" or ".sqlite";

    private void Watch(string folder, bool isDeep)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = isDeep,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.Size | NotifyFilters.LastWrite,
            };
            watcher.Changed += (_, change) => Note(change.FullPath);
            watcher.Created += (_, change) => Note(change.FullPath);
            watcher.Renamed += (_, change) => Note(change.FullPath);
            watcher.Deleted += (_, change) => Note(change.FullPath);
            watcher.Error += (_, _) => Note(null);
            watcher.EnableRaisingEvents = true;
            watchers.Add(watcher);
            isWhole &= IsLocal(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher?.Dispose(); // the interval applies instead
            isWhole = false;
        }
    }

    /// <summary>False for a share, and what may be one: others write there too, of which this system tells nothing.</summary>
    private static bool IsLocal(string folder)
    {
        string drive = OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder;
        return !drive.StartsWith(@"\\", StringComparison.Ordinal) && new DriveInfo(drive).DriveType is (DriveType.Fixed or DriveType.Ram);
    }

    /// <summary>Notes what was written; null if the system lost count of it.</summary>
    private void Note(string? path)
    {
        lock (guard)
        {
            if (path is null || changed?.Count >= MostPaths)
                changed = null;
            changed?.Add(path!);
        }

        written.Writer.TryWrite(true);
    }
}

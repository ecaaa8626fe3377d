using System.Runtime.ExceptionServices;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Ingest;

/// <summary>The log files that lie on the disk, listed by a thread of its own while the ledger is opened and asked what it knows.</summary>
internal sealed class FileListing
{
    private readonly IReadOnlyList<IngestSource> sources;
    private readonly CancellationToken stop;
    private readonly Thread thread;
    private readonly List<LogFile>[] files;
    private readonly string?[] failures;
    private ExceptionDispatchInfo? failure;

    private FileListing(IReadOnlyList<IngestSource> sources, CancellationToken stop)
    {
        this.sources = sources;
        this.stop = stop;
        files = new List<LogFile>[sources.Count];
        failures = new string?[sources.Count];
        thread = new Thread(List) { IsBackground = true, Name = "Rimuru lister" };
    }

    public IEnumerable<string> Agents => sources.Select(source => source.Source.Name);

    public static FileListing Start(IReadOnlyList<IngestSource> sources, CancellationToken stop)
    {
        FileListing listing = new(sources, stop);
        listing.thread.Start();
        return listing;
    }

    /// <summary>
    /// Waits for the list and hands it over. Each file of a source is there once; a folder that cannot be listed is said once, what was
    /// listed before it counts, and the other agents do.
    /// </summary>
    public IEnumerable<(IngestSource Source, List<LogFile> Files)> Wait(IngestReport report)
    {
        const int LookMs = 100;
        while (!thread.Join(LookMs))
            stop.ThrowIfCancellationRequested();
        failure?.Throw();
        for (int i = 0; i < sources.Count; i++)
        {
            if (failures[i] is { } reason)
                report.NotListed(sources[i].Source.Name, reason);
            report.Found(sources[i].Source.Name, files[i].Count);
            List<LogFile> listed = files[i];
            files[i] = [];
            yield return (sources[i], listed);
        }
    }

    private void List()
    {
        try
        {
            for (int i = 0; i < sources.Count; i++)
                failures[i] = List(sources[i], files[i] = [], stop);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>Adds a source's files to a list; tells why where not all can be listed.</summary>
    private static string? List(IngestSource source, List<LogFile> files, CancellationToken stop)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        try
        {
            foreach (LogFile file in source.Files())
            {
                stop.ThrowIfCancellationRequested();
                if (seen.Add(file.Path))
                    files.Add(file);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}

using System.Runtime.ExceptionServices;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Ingest;

/// <summary>Lists the log files on the disk in its own thread, while the ledger is opened and queried.</summary>
internal sealed class FileListing : IDisposable
{
    private readonly IReadOnlyList<IngestSource> sources;
    private readonly CancellationTokenSource end;
    private readonly CancellationToken stop;
    private readonly Thread thread;
    private readonly List<LogFile>[] files;
    private readonly string?[] failures;
    private ExceptionDispatchInfo? failure;

    private FileListing(IReadOnlyList<IngestSource> sources, CancellationToken stop)
    {
        this.sources = sources;
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        this.stop = end.Token;
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
    /// Waits for the list and returns it, with each file once per source. A folder that cannot be listed is reported once; the files listed
    /// before it and those of other agents still count.
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

    /// <summary>Ends the listing if nobody has waited for it.</summary>
    public void Dispose()
    {
        end.Cancel();
        end.Dispose();
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

    /// <summary>Adds a source's files to a list; returns why not all can be listed, or null.</summary>
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

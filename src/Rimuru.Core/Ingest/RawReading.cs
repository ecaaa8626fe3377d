using Rimuru.Core.AdapterContract;
using Rimuru.Core.Errors;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Ingest;

/// <summary>Reads every count of tokens that the logs hold now, copies too.</summary>
internal static class RawReading
{
    /// <summary>Reads all logs of the sources that are there, from their beginnings; no ledger is touched.</summary>
    public static RawRows Read(
        IReadOnlyList<IngestSource> sources,
        ProjectFolders projects,
        TimeProvider time,
        Action<string>? warn,
        CancellationToken stop
    )
    {
        RawRows rows = new(projects);
        IngestReport report = new(sources.Select(source => source.Source.Name));
        Resilience retries = new(time);
        foreach ((IngestSource source, List<LogFile> files) in FileListing.Start(sources, stop).Wait(report))
        {
            foreach (LogFile log in files)
            {
                stop.ThrowIfCancellationRequested();
                rows.Open(log.Path);
                new FileRead(source.Source, log, null, retries, report.Count, rows).Run(stop);
            }
        }

        foreach (string warning in report.Warnings)
            warn?.Invoke(warning);
        return rows;
    }
}

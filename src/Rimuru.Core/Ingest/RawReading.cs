using Rimuru.Core.AdapterContract;
using Rimuru.Core.Errors;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Ingest;

/// <summary>Reads every token count in the current logs, copies included.</summary>
internal static class RawReading
{
    /// <summary>Reads all logs of the sources from their beginning. No ledger is changed.</summary>
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
                int first = rows.Rows.Count;
                new FileRead(source.Source, log, null, retries, report.Count, rows).Run(stop);
                for (int i = first; i < rows.Rows.Count; i++)
                    rows.Rows[i] = source.Source.Claim(rows.Rows[i]);
            }
        }

        foreach (string warning in report.Warnings)
            warn?.Invoke(warning);
        return rows;
    }
}

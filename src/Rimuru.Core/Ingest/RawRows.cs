using Rimuru.Core.Errors;
using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>Takes down every count of tokens that readers find, copies too, with its place. Not for an ingest: it holds them all.</summary>
internal sealed class RawRows(ProjectFolders projects)
{
    private string file = "";
    private long? line;

    public List<RawRow> Rows { get; } = [];

    public void Open(string path) => (file, line) = (path, null);

    public void NextLine() => line = (line ?? 0) + 1;

    public void Add(UsageRow row, SessionRef session, DuplicateRule? passedOver = null)
    {
        row.Project = projects.Of(row.Folder);
        Rows.Add(new RawRow { Row = row, Session = session, File = file, Line = line, PassedOver = passedOver });
    }

    /// <summary>Reads all logs of the sources that are there, from their beginnings; no ledger is touched.</summary>
    public static RawRows Read(IReadOnlyList<IngestSource> sources, ProjectFolders projects, TimeProvider time, Action<string>? warn, CancellationToken stop)
    {
        RawRows rows = new(projects);
        IngestReport report = new(sources.Select(source => source.Adapter.Name));
        Resilience retries = new(time);
        foreach ((IngestSource source, List<LogFile> files) in FileListing.Start(sources, stop).Wait(report))
        {
            foreach (LogFile log in files)
            {
                stop.ThrowIfCancellationRequested();
                rows.Open(log.Path);
                new FileRead(source.Adapter, log, null, retries, report.Count, rows).Run(stop);
            }
        }

        foreach (string warning in report.Warnings) warn?.Invoke(warning);
        return rows;
    }
}

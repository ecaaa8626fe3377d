using System.Threading.Channels;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store;

namespace Rimuru.Core.Ingest;

/// <summary>An agent with the folders to read for it.</summary>
internal sealed record IngestSource(AgentAdapter Adapter, IReadOnlyList<string> Roots);

/// <summary>Brings the ledger up to date: lists the log files, reads what is new in them with a few readers at a time, and writes with one.</summary>
/// <param name="ledger">Where it writes.</param>
/// <param name="sources">What is read.</param>
/// <param name="adapterOf">The adapter of any agent: what an earlier run left undecided may be of one that is not read now.</param>
/// <param name="prices">The prices of the rows, and their version; asked only where there is something to read.</param>
/// <param name="projects">Names the projects of folders.</param>
/// <param name="time">The clock.</param>
internal sealed class IngestPipeline(
    ILedger ledger, IReadOnlyList<IngestSource> sources, Func<string, AgentAdapter?> adapterOf, Func<(RowPricer Price, string Version)> prices, ProjectFolders projects, TimeProvider time)
{
    private const int WaitingBatches = 64;
    private const long RowsPerCommit = 100_000;

    /// <summary>Reads and writes on the calling thread and a few others; progress comes on the calling thread, at most five times a second.</summary>
    public IngestReport Run(Action<IngestProgress>? progress, CancellationToken stop)
    {
        IngestReport report = new(sources.Select(source => source.Adapter.Name));
        List<ChangedFile> changed = Changed(report, stop);
        if (changed.Count > 0 || ledger.HasUnresolved) ReadAndWrite(changed, report, progress, stop);
        return report;
    }

    private void ReadAndWrite(List<ChangedFile> changed, IngestReport report, Action<IngestProgress>? progress, CancellationToken stop)
    {
        (RowPricer price, string priceVersion) = prices();
        Channel<FileBatch> batches = Channel.CreateBounded<FileBatch>(new BoundedChannelOptions(WaitingBatches) { SingleReader = true });
        using CancellationTokenSource readersStop = CancellationTokenSource.CreateLinkedTokenSource(stop);

        void Emit(FileBatch batch)
        {
            foreach (ref UsageRow row in batch.Rows.Span)
            {
                price(ref row);
                row.Project = projects.Of(row.Folder);
            }

            foreach (SessionTotal total in batch.Totals) total.Project = projects.Of(total.Folder);

            // Readers are threads of their own: waiting for the writer here is the back-pressure.
            if (!batches.Writer.TryWrite(batch)) batches.Writer.WriteAsync(batch, readersStop.Token).AsTask().GetAwaiter().GetResult();
        }

        // The largest first, so that no reader is left alone with one at the end.
        changed.Sort((a, b) => b.File.Size.CompareTo(a.File.Size));
        Resilience retries = new(time);
        List<FileRead> work = new(changed.Count);
        long bytes = 0;
        foreach (ChangedFile file in changed)
        {
            FileCursor? known = file.Cursor is null ? null : file.Cursor with { State = ledger.StateOf(file.Cursor) };
            bytes += file.File.Size - (known?.Offset <= file.File.Size ? known.Offset : 0);
            work.Add(new FileRead(file.Adapter, file.File, known, retries, Emit));
        }

        ReaderThreads readers = ReaderThreads.Start(work, batches.Writer, readersStop.Token);
        try
        {
            using ILedgerWriter writer = ledger.Write(priceVersion, stop);
            WriteAll(writer, batches.Reader, report, new IngestProgress(work.Count, bytes), progress, stop);
            readers.ThrowFailure();
            writer.Resolve(Resolver);
            writer.Infer((agent, totals) => Infer(agent, totals, price));
            writer.Commit();
            report.Count(writer);
        }
        finally
        {
            // Whatever ended the writing, no reader may go on or wait for it.
            readersStop.Cancel();
            readers.Join();
        }
    }

    private List<ChangedFile> Changed(IngestReport report, CancellationToken stop)
    {
        List<ChangedFile> changed = [];
        Dictionary<string, FileCursor> cursors = ledger.Cursors();
        foreach (IngestSource source in sources)
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (LogFile file in FilesOf(source, report))
            {
                stop.ThrowIfCancellationRequested();
                if (!seen.Add(file.Path)) continue;
                report.Found(source.Adapter.Name);
                cursors.TryGetValue(file.Path, out FileCursor? cursor);
                if (cursor is not null && cursor.Agent != source.Adapter.Name) cursor = null;
                bool isUnchanged = cursor is not null && cursor.Size == file.Size && cursor.Modified == file.Modified && cursor.ReaderVersion == source.Adapter.ReaderVersion;
                if (!isUnchanged) changed.Add(new ChangedFile(source.Adapter, file, cursor));
            }
        }

        return changed;
    }

    /// <summary>A folder that cannot be listed is said once; what was listed before it counts, and the other agents do.</summary>
    public static IEnumerable<LogFile> FilesOf(IngestSource source, IngestReport report)
    {
        using IEnumerator<LogFile> files = source.Adapter.Files(source.Roots).GetEnumerator();
        while (true)
        {
            try
            {
                if (!files.MoveNext()) yield break;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                report.NotListed(source.Adapter.Name, e.Message);
                yield break;
            }

            yield return files.Current;
        }
    }

    private static void WriteAll(
        ILedgerWriter writer, ChannelReader<FileBatch> batches, IngestReport report, IngestProgress total, Action<IngestProgress>? progress, CancellationToken stop)
    {
        long nextReport = Environment.TickCount64 + 500;
        while (batches.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
        {
            while (batches.TryRead(out FileBatch? batch))
            {
                stop.ThrowIfCancellationRequested();
                writer.Apply(batch);
                report.Count(batch);
                if (writer.Pending >= RowsPerCommit) writer.CommitAndGoOn();
                total.FilesDone += batch.Cursor is not null || batch.Unreadable is not null ? 1 : 0;
                total.BytesDone += batch.BytesRead;
                if (progress is null || Environment.TickCount64 < nextReport) continue;
                progress(total);
                nextReport = Environment.TickCount64 + 200;
            }
        }
    }

    private IEnumerable<Verdict> Resolver(string agent, IReadOnlyList<Lineage> own, IReadOnlyList<Lineage> parent, IReadOnlyList<Lineage> siblings) =>
        adapterOf(agent)?.Resolve(own, parent, siblings) ?? [];

    private List<UsageRow>? Infer(string agent, IReadOnlyList<SessionTotal> totals, RowPricer price)
    {
        if (adapterOf(agent) is not { } adapter) return null;
        List<UsageRow> rows = [.. adapter.Infer(totals)];
        foreach (ref UsageRow row in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)) price(ref row);
        return rows;
    }

    /// <summary>A file that is new, has grown or was written again since its cursor.</summary>
    private sealed record ChangedFile(AgentAdapter Adapter, LogFile File, FileCursor? Cursor);
}

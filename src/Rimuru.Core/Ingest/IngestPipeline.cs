using System.Text;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Ingest;

/// <summary>Updates the ledger: lists the log files, reads their new parts in a few threads, and writes in one.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="listing">The list of files.</param>
/// <param name="adapterOf">The adapter of any agent: an earlier run may have left records unresolved of one that is not read now.</param>
/// <param name="prices">The prices of the rows, and their version; called only if there is something to read.</param>
/// <param name="projects">Finds the projects of folders.</param>
/// <param name="time">The clock.</param>
internal sealed class IngestPipeline(
    ILedger ledger,
    FileListing listing,
    Func<string, AgentAdapter?> adapterOf,
    Func<(RowPricer Price, string Version)> prices,
    ProjectFolders projects,
    TimeProvider time
)
{
    private const int WaitingBatches = 16;

    /// <summary>The keys of one commit are in a table that takes three megabytes up to so many.</summary>
    private const long RowsPerCommit = 98_000;

    private bool hasRead;

    public WorkPlan Plan { get; init; } = WorkPlan.Default;

    /// <summary>Collects the changes; null if not requested.</summary>
    public LedgerChanges? Changes { get; init; }

    /// <summary>True if hooks are told of what changes, unless it is the first time that this machine is read.</summary>
    public bool IsNews { get; init; }

    /// <summary>True if so few files are listed that each is looked up alone.</summary>
    public bool IsOfFew { get; init; }

    /// <summary>
    /// Reads and writes, on the calling thread and a few others. Progress is reported on the calling thread, at most five times a second.
    /// </summary>
    public IngestReport Run(Action<IngestProgress>? progress, CancellationToken stop)
    {
        IngestReport report = new(listing.Agents);
        List<ChangedFile> changed = Changed(report);
        if (changed.Count > 0 || ledger.HasUnresolved)
            ReadAndWrite(changed, report, progress, stop);
        return report;
    }

    private void ReadAndWrite(List<ChangedFile> changed, IngestReport report, Action<IngestProgress>? progress, CancellationToken stop)
    {
        RowPricer? price = null;
        using ManualResetEventSlim priced = new();
        BatchQueue batches = new(WaitingBatches);
        RowLists lists = new();
        using CancellationTokenSource readersStop = CancellationTokenSource.CreateLinkedTokenSource(stop);

        void Emit(FileBatch batch)
        {
            priced.Wait(readersStop.Token);
            foreach (ref UsageRow row in batch.Rows.Span)
            {
                price!(ref row);
                row.Project = projects.Of(row.Folder);
            }

            foreach (SessionTotal total in batch.Totals)
                total.Project = projects.Of(total.Folder);
            Plan.HandOver();
            batches.Add(batch, readersStop.Token);
        }

        Plan.Arrange(changed, file => file.File);
        Resilience retries = new(time);
        Action<FileBatch> emit = Emit;
        FileRead?[] work = new FileRead[changed.Count];
        long bytes = 0;
        for (int i = 0; i < work.Length; i++)
        {
            ChangedFile file = changed[i];
            FileCursor? known = file.IsKnown ? ledger.CursorOf(file.File.Path) : null;
            bytes += file.File.Size - (known?.Offset <= file.File.Size ? known.Offset : 0);
            work[i] = new FileRead(file.Source, file.File, known, retries, emit, lists: lists, projects: projects, place: file.Place);
        }

        // Thousands of files have long paths, so the list is cleared as soon as it is not needed.
        changed.Clear();
        ReaderThreads readers = ReaderThreads.Start(work, batches, Plan, readersStop.Token);
        try
        {
            // The prices are loaded while the readers prepare their first rows.
            (price, string priceVersion) = prices();
            priced.Set();
            using ILedgerWriter writer = ledger.Write(priceVersion, stop, Changes, IsNews && hasRead);
            WriteAll(writer, batches, lists, report, new IngestProgress(work.Length, bytes, time), progress, stop);
            readers.ThrowFailure();
            writer.Resolve((agent, family) => adapterOf(agent)?.Resolve(family) ?? [], price);
            writer.Infer((agent, totals) => Infer(agent, totals, price));
            writer.Commit();
            report.Count(writer);
        }
        finally
        {
            // Whatever ended the writing, no reader may continue or wait for it.
            readersStop.Cancel();
            readers.Join();
        }
    }

    private List<ChangedFile> Changed(IngestReport report)
    {
        List<ChangedFile> changed = [];
        KnownFiles known = IsOfFew ? new KnownFiles() : ledger.Files();
        hasRead = IsOfFew ? ledger.Writes > 0 : known.Count > 0;
        foreach ((IngestSource source, List<LogFile> files) in listing.Wait(report))
        {
            if (IsOfFew)
                files.ForEach(file => LookUp(file, known));
            string agent = source.Source.Name;
            foreach (LogFile file in files)
            {
                int at = known.Find(file.Path);
                if (at >= 0 && known.IsSame(at, agent, file.Size, file.Modified, source.Source.ReaderVersion))
                    continue;
                changed.Add(new ChangedFile(source.Source, file, at >= 0 && known.AgentOf(at) == agent, PlaceOf(source.Roots, file.Path)));
            }
        }

        return changed;
    }

    private void LookUp(LogFile file, KnownFiles known)
    {
        if (ledger.CursorOf(file.Path) is { } cursor)
            known.Add(Encoding.UTF8.GetBytes(file.Path), cursor.Agent, cursor.Size, cursor.Modified, cursor.ReaderVersion);
    }

    /// <summary>A file by its path relative to the agent's folders.</summary>
    private static long PlaceOf(IReadOnlyList<string> roots, string path)
    {
        for (int i = 0; i < roots.Count; i++)
        {
            if (path == roots[i] || FinalPath.IsBelow(path, roots[i]))
                return StableHash.Of(path[roots[i].Length..].Replace('\\', '/'), i);
        }

        return StableHash.Of(Path.GetFileName(path), roots.Count);
    }

    private static void WriteAll(
        ILedgerWriter writer,
        BatchQueue batches,
        RowLists lists,
        IngestReport report,
        IngestProgress total,
        Action<IngestProgress>? progress,
        CancellationToken stop
    )
    {
        long nextReport = Environment.TickCount64 + 500;
        while (batches.TryTake(stop, out FileBatch? batch))
        {
            stop.ThrowIfCancellationRequested();
            bool isDone = writer.Apply(batch);
            report.Count(batch);
            if (isDone)
                lists.Return(batch.Rows);
            if (writer.Pending >= RowsPerCommit)
                writer.CommitAndContinue();
            total.FilesDone += batch.Cursor is not null || batch.Unreadable is not null ? 1 : 0;
            total.BytesDone += batch.BytesRead;
            if (progress is null || Environment.TickCount64 < nextReport)
                continue;
            progress(total);
            nextReport = Environment.TickCount64 + 200;
        }
    }

    private List<UsageRow>? Infer(string agent, IReadOnlyList<SessionTotal> totals, RowPricer price)
    {
        if (adapterOf(agent) is not { } adapter)
            return null;
        List<UsageRow> rows = [.. adapter.Infer(totals)];
        foreach (ref UsageRow row in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows))
            price(ref row);
        return rows;
    }

    /// <summary>A file that is new, has grown, or was rewritten since its cursor.</summary>
    private sealed record ChangedFile(ILogSource Source, LogFile File, bool IsKnown, long Place);
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Ingest;

/// <summary>The ledger: where it is, and how it is brought up to date.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="agents">The agents that are read.</param>
/// <param name="prices">The prices of new rows, and their version.</param>
/// <param name="plan">How logs are shared out among threads.</param>
/// <param name="environment">The machine.</param>
internal sealed class LedgerService(
    LedgerConnection ledger,
    IngestAgents agents,
    Func<(RowPricer Price, string Version)> prices,
    WorkPlan plan,
    HostEnvironment environment
)
{
    /// <summary>The ledger as it may be shown: its file, or its URL without a password.</summary>
    public string Name => ledger.Name;

    /// <summary>The ledger's file; null where a server keeps it.</summary>
    public string? File => ledger.File;

    /// <summary>True where the ledger exists; nothing is created to find out.</summary>
    public bool Exists => ledger.Exists;

    /// <summary>True where the login may read the ledger, but not write: then nothing can be brought up to date.</summary>
    public bool IsReadOnly => ledger.Exists && ledger.Ledger.IsReadOnly;

    private TimeProvider Time => environment.Time;

    /// <summary>
    /// Brings the ledger up to date with the logs of every enabled agent that has any, or of those named; tells of each what was done.
    /// E1006 where the login may only read.
    /// </summary>
    /// <param name="names">Names with wildcards; none for all.</param>
    /// <param name="progress">Called on this thread while there is much to read.</param>
    /// <param name="warn">Called on this thread, once a file that could not be used in full.</param>
    /// <param name="stop">Ends the refresh; what was committed stays.</param>
    /// <param name="changes">Where it is noted what changes; null where nobody wants to know.</param>
    public IReadOnlyList<SyncResult> Sync(
        IReadOnlyList<string> names,
        Action<IngestProgress>? progress,
        Action<string>? warn,
        CancellationToken stop,
        LedgerChanges? changes = null
    )
    {
        long started = Time.GetTimestamp();
        return Read(agents.Look(names), started, progress, warn, stop, changes) ?? throw ledger.MayOnlyRead();
    }

    /// <summary>
    /// Brings the ledger up to date before a question; null, and nothing done, where the login may only read: it can ask all the same.
    /// </summary>
    public IReadOnlyList<SyncResult>? Refresh(Action<IngestProgress>? progress, Action<string>? warn, CancellationToken stop)
    {
        long started = Time.GetTimestamp();
        return Read(agents.Look([]), started, progress, warn, stop);
    }

    /// <summary>Which agent's service a file was saved from. E9002 where there is no such file, E2003 where no agent knows it.</summary>
    public string AgentOfBill(string path) => BillOf(path).Agent;

    /// <summary>
    /// Reads a file that was saved from an agent's service, such as its bill, into the ledger; one that did not change since is not read
    /// again. E2001 where it is damaged throughout.
    /// </summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="warn">Called where some of the file could not be used.</param>
    /// <param name="stop">Ends the import; nothing is kept then.</param>
    public SyncResult Import(string path, Action<string>? warn, CancellationToken stop)
    {
        IngestSource source = new(BillOf(path), new FileInfo(path));
        List<string> warnings = [];
        SyncResult result = (
            Read(agents.Look([]) with { Sources = [source] }, Time.GetTimestamp(), null, warnings.Add, stop) ?? throw ledger.MayOnlyRead()
        ).Single();
        if (result.UnreadableFiles > 0)
            throw FixedErrors.AgentAdapter(string.Join(' ', warnings), path);
        foreach (string warning in warnings)
            warn?.Invoke(warning);
        return result;
    }

    /// <summary>Every count of tokens that the logs of these agents hold now, copies too. The ledger is not touched.</summary>
    public IReadOnlyList<RawRow> ReadAgain(IReadOnlyList<string> names, Action<string>? warn, CancellationToken stop) =>
        RawReading.Read(agents.Look(names).Sources, new ProjectFolders(environment), Time, warn, stop).Rows;

    private IBillReader BillOf(string path)
    {
        if (Directory.Exists(path))
            throw new RimuruException(ErrorCodes.PathNotFound, $"{path} is a folder. Name the file in it that was saved.", path);
        if (!System.IO.File.Exists(path))
            throw new RimuruException(ErrorCodes.PathNotFound, $"The file {path} does not exist.", path);
        try
        {
            return agents.Bills.FirstOrDefault(bill => bill.Knows(path))
                ?? throw new RimuruException(
                    ErrorCodes.ExportUnknown,
                    $"{path} is no export that Rimuru knows. It reads {string.Join("; ", agents.Bills.Select(bill => bill.Form))}.",
                    path
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FixedErrors.AgentAdapter($"{path}: {e.Message}", path, e);
        }
    }

    /// <summary>Null where the login may only read.</summary>
    private List<SyncResult>? Read(
        IngestScan scan,
        long started,
        Action<IngestProgress>? progress,
        Action<string>? warn,
        CancellationToken stop,
        LedgerChanges? changes = null
    )
    {
        // Files are listed while the ledger opens; whether it may be written is known only then.
        FileListing listing = FileListing.Start(scan.Sources, stop);
        if (ledger.Open(stop) is not { IsReadOnly: false } writable)
            return null;
        IngestPipeline pipeline = new(writable, listing, agents.Find, prices, new ProjectFolders(environment), Time)
        {
            Plan = plan,
            Changes = changes,
        };
        IngestReport report = pipeline.Run(progress, stop);
        new SessionSweep(writable, environment.MachineName, scan.ProcessOf, scan.Open, Time).Run(changes, stop);
        foreach (string warning in report.Warnings)
            warn?.Invoke(warning);
        if (environment.PassedOver is { Count: > 0 } variables)
            warn?.Invoke($"Another home is read, so that {string.Join(", ", variables)} of this environment is passed over.");
        TimeSpan duration = Time.GetElapsedTime(started);
        return
        [
            .. report.ByAgent.Select(tally => new SyncResult
            {
                Agent = tally.Agent,
                FilesFound = tally.Found,
                FilesRead = tally.Read,
                BytesRead = tally.BytesRead,
                RecordsAdded = tally.Rows.Added,
                RecordsChanged = tally.Rows.Changed,
                RecordsRetracted = tally.Rows.Retracted,
                MalformedLines = tally.Malformed,
                UnreadableFiles = tally.Unreadable,
                Duration = duration,
            }),
        ];
    }
}

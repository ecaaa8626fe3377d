using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Logging;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Ingest;

/// <summary>The ledger: where it is, and how it is updated.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="agents">The agents that are read.</param>
/// <param name="prices">The prices of new rows, and their version.</param>
/// <param name="plan">How logs are distributed among threads.</param>
/// <param name="environment">The machine.</param>
/// <param name="log">Rimuru's own log.</param>
internal sealed class LedgerService(
    LedgerConnection ledger,
    IngestAgents agents,
    Func<(RowPricer Price, string Version)> prices,
    WorkPlan plan,
    HostEnvironment environment,
    ActivityLog log
)
{
    /// <summary>The ledger for display: its file, or its URL without the password.</summary>
    public string Name => ledger.Name;

    /// <summary>The ledger's file; null if the ledger is on a server.</summary>
    public string? File => ledger.File;

    /// <summary>True if the ledger exists. Creates nothing.</summary>
    public bool Exists => ledger.Exists;

    /// <summary>True if the login may read the ledger but not write to it: then nothing can be updated.</summary>
    public bool IsReadOnly => ledger.Exists && ledger.Ledger.IsReadOnly;

    /// <summary>Looks for events after the logs were read.</summary>
    public Action<IReadOnlyList<SyncResult>?, Action<string>?, CancellationToken>? Observer { get; set; }

    private TimeProvider Time => environment.Time;

    /// <summary>
    /// Updates the ledger from the logs of all enabled agents, or of the named ones, and returns what was done for each. E1006: the login
    /// may only read.
    /// </summary>
    /// <param name="names">Names with wildcards; none for all.</param>
    /// <param name="progress">Called on this thread while there is much to read.</param>
    /// <param name="warn">Called on this thread, once per file that could not be read completely.</param>
    /// <param name="stop">Cancels the sync; what was committed stays.</param>
    /// <param name="changes">Collects the changes; null if not requested.</param>
    public IReadOnlyList<SyncResult> Sync(
        IReadOnlyList<string> names,
        Action<IngestProgress>? progress,
        Action<string>? warn,
        CancellationToken stop,
        LedgerChanges? changes = null
    )
    {
        long started = Time.GetTimestamp();
        return Observed(Read(agents.Scan(names), started, progress, warn, stop, changes), names, warn, stop) ?? throw ledger.MayOnlyRead();
    }

    /// <summary>
    /// Updates the ledger before a query. Null, without an update, if the login may only read: queries work all the same.
    /// </summary>
    public IReadOnlyList<SyncResult>? Refresh(Action<IngestProgress>? progress, Action<string>? warn, CancellationToken stop)
    {
        long started = Time.GetTimestamp();
        return Observed(Read(agents.Scan([]), started, progress, warn, stop), [], warn, stop);
    }

    /// <summary>
    /// Reads what is new in one log of an agent, and nothing else. Reads nothing if the agent is turned off, if it has no such log, or if
    /// the login may only read.
    /// </summary>
    /// <param name="agent">The agent's name.</param>
    /// <param name="path">The path that the agent gave; null if it gave none.</param>
    /// <param name="sessionId">The session whose log it is; null if unknown.</param>
    /// <param name="stop">Cancels the reading; what was committed stays.</param>
    public void ReadLog(string agent, string? path, string? sessionId, CancellationToken stop)
    {
        if (
            agents.Scan([agent]).Sources is not [{ Source: AgentAdapter adapter } source]
            || adapter.FileOf(source.Roots, path, sessionId) is not { } file
            || ledger.Open(stop) is not { IsReadOnly: false } writable
        )
            return;
        ReadFew(writable, [source with { Files = () => [file] }], null, stop);
    }

    /// <summary>
    /// Reads what is new in these logs, and looks which sessions are over. False, and nothing is read, if one was never read before or
    /// cannot be found by itself: then all must be read.
    /// </summary>
    /// <param name="paths">The full paths of files that were written, as the folders of the agents spell them.</param>
    /// <param name="warn">Called on this thread, once per file that could not be read completely.</param>
    /// <param name="stop">Cancels the reading; what was committed stays.</param>
    public bool ReadLogs(IEnumerable<string> paths, Action<string>? warn, CancellationToken stop)
    {
        ILedger open = ledger.Open(stop);
        if (open.IsReadOnly)
            return true;
        if (LogsByAgent(open, paths) is not { } logs)
            return false;
        IngestScan scan = agents.Scan(logs.Count > 0 ? [.. logs.Keys] : []);
        List<IngestSource> sources = [];
        foreach ((string agent, HashSet<string> ofAgent) in logs)
        {
            if (scan.Sources.FirstOrDefault(source => source.Source.Name == agent) is not { Source: AgentAdapter adapter } source)
                continue;
            List<Formats.LogFile> files = [];
            foreach (string log in ofAgent)
            {
                if (adapter.FileAt(source.Roots, log) is not { } file)
                    return false;
                files.Add(file);
            }

            sources.Add(source with { Files = () => files });
        }

        if (sources.Count > 0)
            ReadFew(open, sources, warn, stop);
        new SessionSweep(open, environment.MachineName, scan.ProcessOf, scan.Open, Time).Run(null, stop);
        Observer?.Invoke(null, warn, stop);
        return true;
    }

    /// <summary>The logs that these files belong to; null if one is no log that was read before.</summary>
    private static Dictionary<string, HashSet<string>>? LogsByAgent(ILedger open, IEnumerable<string> paths)
    {
        Dictionary<string, HashSet<string>> logs = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            string log = SqliteDatabase.FileOf(path);
            if (open.CursorOf(log) is not { } cursor)
                return null;
            if (!logs.TryGetValue(cursor.Agent, out HashSet<string>? ofAgent))
                logs.Add(cursor.Agent, ofAgent = new(StringComparer.Ordinal));
            ofAgent.Add(log);
        }

        return logs;
    }

    private void ReadFew(ILedger writable, IReadOnlyList<IngestSource> sources, Action<string>? warn, CancellationToken stop)
    {
        FileListing listing = FileListing.Start(sources, stop);
        IngestPipeline pipeline = new(writable, listing, agents.Find, prices, new ProjectFolders(environment), Time)
        {
            Plan = plan,
            IsNews = true,
            IsOfFew = true,
        };
        foreach (string warning in pipeline.Run(null, stop).Warnings)
        {
            log.Write(LogLevel.Warning, LogArea.Ingest, warning);
            warn?.Invoke(warning);
        }
    }

    /// <summary>
    /// The agent from whose service a file was saved. E9002: the file does not exist. E2003: no agent's bill reader accepts it.
    /// </summary>
    public string AgentOfBill(string path) => BillOf(path).Agent;

    /// <summary>
    /// Imports a file that was saved from an agent's service, such as its bill. An unchanged file is not read again. E2001: all of it is
    /// unusable.
    /// </summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="warn">Called if a part of the file is unusable.</param>
    /// <param name="stop">Cancels the import; nothing is kept then.</param>
    public SyncResult Import(string path, Action<string>? warn, CancellationToken stop)
    {
        IngestSource source = new(BillOf(path), new FileInfo(path));
        List<string> warnings = [];
        SyncResult result = (
            Read(agents.Scan([]) with { Sources = [source] }, Time.GetTimestamp(), null, warnings.Add, stop, isNews: false)
            ?? throw ledger.MayOnlyRead()
        ).Single();
        if (result.UnreadableFiles > 0)
            throw FixedErrors.AgentAdapter(string.Join(' ', warnings), path);
        foreach (string warning in warnings)
            warn?.Invoke(warning);
        return result;
    }

    /// <summary>Every token count in the current logs of these agents, copies included. The ledger is not changed.</summary>
    public IReadOnlyList<RawRow> ReadAgain(IReadOnlyList<string> names, Action<string>? warn, CancellationToken stop) =>
        RawReading.Read(agents.Scan(names).Sources, new ProjectFolders(environment), Time, warn, stop).Rows;

    private List<SyncResult>? Observed(List<SyncResult>? results, IReadOnlyList<string> names, Action<string>? warn, CancellationToken stop)
    {
        if (results is not null)
            Observer?.Invoke(names.Count == 0 ? results : null, warn, stop);
        return results;
    }

    private IBillReader BillOf(string path)
    {
        if (Directory.Exists(path))
            throw new RimuruException(ErrorCodes.PathNotFound, $"{path} is a folder. Give the path of the saved file.", path);
        if (!System.IO.File.Exists(path))
            throw new RimuruException(ErrorCodes.PathNotFound, $"The file {path} does not exist.", path);
        try
        {
            return agents.Bills.FirstOrDefault(bill => bill.CanRead(path))
                ?? throw new RimuruException(
                    ErrorCodes.ExportUnknown,
                    $"{path} is not an export that Rimuru can read. It reads {string.Join("; ", agents.Bills.Select(bill => bill.Form))}.",
                    path
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FixedErrors.AgentAdapter($"{path}: {e.Message}", path, e);
        }
    }

    /// <summary>Null if the login may only read.</summary>
    private List<SyncResult>? Read(
        IngestScan scan,
        long started,
        Action<IngestProgress>? progress,
        Action<string>? warn,
        CancellationToken stop,
        LedgerChanges? changes = null,
        bool isNews = true
    ) => log.Run(LogArea.Ingest, "Read the logs", () => ReadNow(scan, started, progress, warn, changes, isNews, stop), Outcome);

    /// <summary>What a refresh did, for the log.</summary>
    private (LogLevel Level, string Message) Outcome(List<SyncResult>? results)
    {
        if (results is null)
            return (LogLevel.Debug, $"Read no logs: the login may not write to {ledger.Name}");
        long added = results.Sum(result => result.RecordsAdded),
            changed = results.Sum(result => result.RecordsChanged);
        long read = results.Sum(result => result.FilesRead);
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Read {read} of {results.Sum(result => result.FilesFound)} logs: {added} records are new, {changed} were changed"
        );
        return (read > 0 ? LogLevel.Info : LogLevel.Debug, message);
    }

    private List<SyncResult>? ReadNow(
        IngestScan scan,
        long started,
        Action<IngestProgress>? progress,
        Action<string>? warn,
        LedgerChanges? changes,
        bool isNews,
        CancellationToken stop
    )
    {
        // Files are listed while the ledger opens; only then is it known whether it can be written.
        using FileListing listing = FileListing.Start(scan.Sources, stop);
        if (ledger.Open(stop) is not { IsReadOnly: false } writable)
            return null;
        IngestPipeline pipeline = new(writable, listing, agents.Find, prices, new ProjectFolders(environment), Time)
        {
            Plan = plan,
            Changes = changes,
            IsNews = isNews,
        };
        IngestReport report = pipeline.Run(progress, stop);
        new SessionSweep(writable, environment.MachineName, scan.ProcessOf, scan.Open, Time).Run(changes, stop);
        foreach (string warning in report.Warnings)
        {
            log.Write(LogLevel.Warning, LogArea.Ingest, warning);
            warn?.Invoke(warning);
        }
        if (environment.PassedOver is { Count: > 0 } variables)
            warn?.Invoke($"Another home is read, so {string.Join(", ", variables)} of this environment is ignored.");
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

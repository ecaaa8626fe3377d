using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The ledger of one machine: a SQLite file that only its owner can read. Not thread-safe.</summary>
internal sealed class SqliteLedger : ILedger, IPlainStore
{
    /// <summary>The size of the pages of a new ledger in bytes: with SQLite's own 4,096 a first read takes a tenth longer.</summary>
    private const int PageSize = 16_384;

    private readonly SqliteDatabase database;
    private readonly SqliteNames names;
    private readonly SqliteQueries queries;
    private readonly LedgerOptions options;
    private readonly SqlitePlain plain;
    private bool isClosed;

    private SqliteLedger(SqliteDatabase database, LedgerOptions options)
    {
        this.database = database;
        database.Explain = e => Explain(e, database.Path);
        this.options = options;
        names = new SqliteNames(database);
        queries = new SqliteQueries(database, names);
        plain = new SqlitePlain(database);
        Models = new SqliteModels(database, names, () => EventWriter.For(plain, names, options));
        Budgets = new BudgetTable(this);
        Limits = new LimitTable(this);
        Metrics = new MetricTable(this);
        Events = new EventStore(this);
    }

    public ILedgerQueries Read(CancellationToken stop)
    {
        database.StopWith(stop);
        names.Refresh();
        return queries;
    }

    public bool IsReadOnly => database.IsReadOnly;

    public IEnumerable<FileBatch> Export(CancellationToken stop) =>
        new LedgerExport(new SqliteExport(database, names), Read(stop), names).Read();

    public IModelStore Models { get; }

    public IBudgetStore Budgets { get; }

    public LimitTable Limits { get; }

    public MetricTable Metrics { get; }

    public EventStore Events { get; }

    /// <summary>Opens or creates the ledger; retries while another process creates it.</summary>
    public static SqliteLedger Open(string path, LedgerOptions options, CancellationToken stop = default)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            SqliteFile.Exists(full);
            PrivateFile.Create(full);
            Resilience retries = new(options.Time, e => e is SqliteException { IsBusy: true });
            return retries.Database(_ => Connect(full, options, stop), stop);
        }
        catch (SqliteException e)
        {
            throw Explain(e, full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FixedErrors.DatabaseConnection($"{full}: {e.Message}", full, e);
        }
    }

    private static SqliteLedger Connect(string path, LedgerOptions options, CancellationToken stop)
    {
        OpenLedgers.Enter(path, () => SqliteIdentity.RefuseForeign(path, stop));
        SqliteDatabase? opened = null;
        try
        {
            SqliteDatabase database = opened = File.Exists(path) ? SqliteDatabase.OpenAsAllowed(path) : SqliteDatabase.Open(path);

            // Changing the journal changes the file, which may not be a ledger.
            database.StopWith(stop);
            database.Distrust();
            SqliteMigrations.RefuseForeign(database);
            database.CachePages();
            if (!database.IsReadOnly)
                database.Execute($"PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            SqliteMigrations.Apply(database, stop);
            return new SqliteLedger(database, options);
        }
        catch
        {
            opened?.Dispose();
            OpenLedgers.Leave(path);
            throw;
        }
    }

    public KnownFiles Files()
    {
        KnownFiles files = new();
        names.Refresh();
        if (names.Find(options.Machine) is not { } machineId)
            return files;
        SqliteStatement select = database
            .Prepare("SELECT path, agent, size, modified, reader_version FROM file WHERE machine = ?1")
            .Bind(1, machineId);
        while (select.Step())
            files.Add(select.Utf8(0), names.NameOf((int)select.Int64(1))!, select.Int64(2), select.Int64(3), (int)select.Int64(4));
        select.Reset();
        return files;
    }

    public FileCursor? CursorOf(string path)
    {
        SqliteStatement select = database
            .Prepare(
                """
                SELECT f.agent, f.size, f.modified, f.offset, f.head_hash, f.head_length, f.tail_hash, f.reader_version, s.state
                FROM file f JOIN file_state s ON s.file = f.id WHERE f.machine = ?1 AND f.path = ?2
                """
            )
            .Bind(1, names.Find(options.Machine) ?? 0)
            .Bind(2, path);
        FileCursor? cursor = !select.Step()
            ? null
            : new FileCursor
            {
                Path = path,
                Agent = names.NameOf((int)select.Int64(0))!,
                Size = select.Int64(1),
                Modified = select.Int64(2),
                Offset = select.Int64(3),
                HeadHash = select.Int64(4),
                HeadLength = (int)select.Int64(5),
                TailHash = select.Int64(6),
                ReaderVersion = (int)select.Int64(7),
                State = select.Blob(8).ToArray(),
            };
        select.Reset();
        return cursor;
    }

    public bool HasUnresolved =>
        database.Number(
            "SELECT EXISTS (SELECT 1 FROM lineage WHERE resolved = 0) OR EXISTS (SELECT 1 FROM session_total WHERE resolved = 0)"
        ) == 1;

    public ILedgerWriter Write(string? priceVersion, CancellationToken stop, LedgerChanges? changes = null, bool isNews = false)
    {
        database.StopWith(stop);
        return new SqliteLedgerWriter(database, names, options, priceVersion, changes, isNews, stop);
    }

    public long Writes => database.Number("SELECT number FROM write_number") ?? 0;

    public void Settle(IReadOnlyList<SessionFinding> findings, LedgerChanges? changes, CancellationToken stop)
    {
        LedgerChanges? own = InTransaction(() => Settlement.Run(new SqliteSessionTable(database), findings, changes is not null), stop);
        if (own is not null)
            changes?.AddCommitted(own);
    }

    public T Read<T>(Func<IPlainSql, T> query) => query(plain);

    public T Change<T>(Func<IPlainSql, T> work, CancellationToken stop) => InTransaction(() => work(plain), stop);

    private T InTransaction<T>(Func<T> work, CancellationToken stop)
    {
        database.StopWith(stop);
        database.Begin(stop);
        try
        {
            T result = work();
            database.Execute("COMMIT");
            return result;
        }
        finally
        {
            if (database.InTransaction)
                database.Execute("ROLLBACK");
        }
    }

    public void Dispose()
    {
        if (isClosed)
            return;
        isClosed = true;
        database.Dispose();
        OpenLedgers.Leave(database.Path);
    }

    /// <summary>The Rimuru error for an error of the ledger's file.</summary>
    public static RimuruException Explain(SqliteException e, string path) =>
        e.IsNotADatabase
            ? new RimuruException(ErrorCodes.DatabaseCorrupt, $"{path} is not a SQLite database, or is damaged: {e.Message}", path, e)
            : FixedErrors.DatabaseConnection($"{path}: {e.Message}", path, e);
}

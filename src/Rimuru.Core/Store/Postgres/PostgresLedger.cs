using Rimuru.Core.Records;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>A team's ledger: a schema on a PostgreSQL server that every machine writes to. Not thread-safe.</summary>
internal sealed class PostgresLedger : ILedger, IPlainStore
{
    private readonly PostgresServer server;
    private readonly PostgresNames names;
    private readonly PostgresReader reader;
    private readonly PostgresQueries queries;
    private readonly LedgerOptions options;
    private readonly CursorSeal? seal;

    private PostgresLedger(PostgresServer server, LedgerOptions options, bool isReadOnly)
    {
        this.server = server;
        this.options = options;
        seal = options.Sharing.IsLimited ? new CursorSeal(options.KeyFile!) : null;
        IsReadOnly = isReadOnly;
        reader = new PostgresReader(server);
        names = new PostgresNames(reader.Run);
        queries = new PostgresQueries(reader, names);
        Models = new PostgresModels(server, reader, (connection, known) => EventWriter.For(new PostgresPlain(connection), known, options));
        Budgets = new BudgetTable(this);
        Limits = new LimitTable(this);
        Metrics = new MetricTable(this);
        Events = new EventStore(this);
    }

    public IModelStore Models { get; }

    public IBudgetStore Budgets { get; }

    public LimitTable Limits { get; }

    public MetricTable Metrics { get; }

    public EventStore Events { get; }

    public bool IsReadOnly { get; }

    /// <summary>True if the schema has a ledger. Creates nothing.</summary>
    public static bool Exists(PostgresUrl url, LedgerOptions options, CancellationToken stop)
    {
        using PostgresServer server = PostgresServer.Of(url, options);
        return server.Retry(connection => PostgresMigrations.Version(connection, url), stop) > 0;
    }

    public static PostgresLedger Open(PostgresUrl url, LedgerOptions options, CancellationToken stop)
    {
        PostgresServer server = PostgresServer.Of(url, options);
        try
        {
            PostgresMigrations.Apply(server, stop);
            bool isReadOnly = server.Retry(PostgresAdministration.IsReadOnly, stop);
            return new PostgresLedger(server, options, isReadOnly);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public KnownFiles Files() =>
        names.Find(options.Machine) is { } machine
            ? reader.Run(connection => PostgresFileTable.Known(connection, names, machine, seal))
            : new KnownFiles();

    public FileCursor? CursorOf(string path) =>
        reader.Run(connection => PostgresFileTable.Find(connection, names.Find(options.Machine) ?? 0, path, seal)) is var (cursor, agent)
            ? cursor with
            {
                Agent = names.NameOf(agent)!,
            }
            : null;

    public bool HasUnresolved =>
        reader.Run(connection =>
            connection.IsTrue(
                "SELECT EXISTS (SELECT 1 FROM lineage WHERE NOT resolved) OR EXISTS (SELECT 1 FROM session_total WHERE NOT resolved)"
            )
        );

    public ILedgerQueries Read(CancellationToken stop)
    {
        reader.Stop = stop;
        return queries;
    }

    public IEnumerable<FileBatch> Export(CancellationToken stop) =>
        new LedgerExport(new PostgresExport(reader, names, seal), Read(stop), names).Read();

    public ILedgerWriter Write(string? priceVersion, CancellationToken stop, LedgerChanges? changes = null, bool isNews = false) =>
        new PostgresLedgerWriter(server, options, seal, priceVersion, changes, isNews, stop);

    public long Writes => reader.Run(connection => (long?)connection.Scalar("SELECT number FROM write_number") ?? 0);

    public void Settle(IReadOnlyList<SessionFinding> findings, LedgerChanges? changes, CancellationToken stop)
    {
        LedgerChanges? done = server.Change(
            connection => Settlement.Run(new PostgresSessionTable(connection, options.Sharing), findings, changes is not null),
            stop,
            hasBegun: true
        );
        if (done is not null)
            changes?.AddCommitted(done);
    }

    public T Read<T>(Func<IPlainSql, T> query) => reader.Run(connection => query(new PostgresPlain(connection)));

    public T Change<T>(Func<IPlainSql, T> work, CancellationToken stop) =>
        server.Change(connection => work(new PostgresPlain(connection)), stop, hasBegun: true);

    public void Dispose() => server.Dispose();
}

using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Writes row by row with prepared statements, while no other process can write.</summary>
internal sealed class SqliteLedgerWriter : ILedgerWriter
{
    private readonly SqliteDatabase database;
    private readonly SqliteNames names;
    private readonly Func<(SqliteUsageTable Usage, LedgerTransaction Transaction)> begin;
    private readonly CancellationToken stop;
    private readonly LedgerChanges? changes;
    private SqliteUsageTable usage;
    private LedgerTransaction transaction;
    private bool isDone;

    public SqliteLedgerWriter(
        SqliteDatabase database,
        SqliteNames names,
        LedgerOptions options,
        string? priceVersion,
        LedgerChanges? changes,
        bool isNews,
        CancellationToken stop
    )
    {
        this.stop = stop;
        this.changes = changes;
        this.database = database;
        this.names = names;
        begin = () =>
        {
            database.Begin(stop);
            names.Refresh();
            SqliteUsageTable rows = new(database);
            return (
                rows,
                new LedgerTransaction(
                    new LedgerTables(
                        names,
                        rows,
                        new SqliteRollupTable(database),
                        new SqliteSessionTable(database),
                        new SqliteLineageTable(database, names),
                        new SqliteTotalTable(database, names),
                        new SqliteCoverageTable(database, names),
                        new SqliteFileTable(database, names),
                        new SqliteRetentionTable(database),
                        new SqliteToolTable(database)
                    ),
                    options.Machine,
                    options.User,
                    priceVersion,
                    Counts,
                    changes is not null,
                    isNews ? EventWriter.For(new SqlitePlain(database), names, options) : null
                )
            );
        };
        (usage, transaction) = begin();
    }

    public Dictionary<string, RowCounts> Counts { get; } = new(StringComparer.Ordinal);

    public long Pending { get; private set; }

    public bool Apply(FileBatch batch)
    {
        transaction.Apply(batch);
        Pending += batch.Rows.Count + 1;
        return true;
    }

    public void Resolve(LineageResolver resolver, RowPricer price) => transaction.Resolve(resolver, price, stop);

    public void Infer(TotalsResolver resolver)
    {
        usage.Index();
        transaction.Infer(resolver, stop);
    }

    public void CommitAndContinue()
    {
        transaction.FlushAndContinue();
        EndTransaction();
        Pending = 0;
        isDone = true;
        (usage, transaction) = begin();
        isDone = false;
    }

    public void Commit()
    {
        transaction.Flush();
        EndTransaction();
        isDone = true;
    }

    public void Dispose()
    {
        if (isDone)
            return;
        isDone = true;
        names.Clear();
        if (database.InTransaction)
            database.Execute("ROLLBACK");
        database.CachePages();
    }

    private void EndTransaction()
    {
        usage.Index();
        database.Execute("COMMIT");
        if (transaction.Changes is { } done)
            changes?.AddCommitted(done);
    }
}

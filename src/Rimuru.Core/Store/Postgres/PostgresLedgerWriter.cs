using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// Collects batches and writes them in short transactions: others wait only for these, never for the reading of files. A transaction that
/// the server could not finish is repeated.
/// </summary>
internal sealed class PostgresLedgerWriter(
    PostgresServer server,
    LedgerOptions options,
    CursorSeal? seal,
    string? priceVersion,
    LedgerChanges? changes,
    bool isNews,
    CancellationToken stop
) : ILedgerWriter
{
    private readonly List<FileBatch> pending = [];
    private readonly string? user = options.Sharing.User(options.User);
    private (LineageResolver Resolve, RowPricer Price)? lineages;
    private TotalsResolver? totals;

    public Dictionary<string, RowCounts> Counts { get; } = new(StringComparer.Ordinal);

    public long Pending { get; private set; }

    public bool Apply(FileBatch batch)
    {
        pending.Add(Shared(batch));
        Pending += batch.Rows.Count + 1;
        return false;
    }

    public void Resolve(LineageResolver resolver, RowPricer price) => lineages = (resolver, price);

    public void Infer(TotalsResolver resolver) => totals = resolver;

    public void CommitAndContinue() => Run(transaction => transaction.FlushAndContinue());

    public void Commit() =>
        Run(transaction =>
        {
            if (lineages is var (resolve, price))
                transaction.Resolve(resolve, price, stop);
            if (totals is not null)
                transaction.Infer(totals, stop);
            transaction.Flush();
        });

    public void Dispose()
    {
        // uncommitted batches were never sent
    }

    /// <summary>The batch with users in the form in which they are shared.</summary>
    private FileBatch Shared(FileBatch batch)
    {
        if (options.Sharing.Users == SharedForm.Full)
            return batch;
        foreach (ref UsageRow row in batch.Rows.Span)
            row.User = options.Sharing.User(row.User);
        if (batch.Origin is { } origin)
            batch.Origin = origin with { User = options.Sharing.User(origin.User) };
        return batch;
    }

    private void Run(Action<LedgerTransaction> finish)
    {
        LedgerTransaction done = server.Change(
            connection =>
            {
                PostgresTables tables = new(connection, options.Sharing, seal);
                tables.Prefetch(pending, options.Machine, user, priceVersion);
                LedgerTransaction transaction = new(
                    tables.All,
                    options.Machine,
                    user,
                    priceVersion,
                    new(StringComparer.Ordinal),
                    changes is not null,
                    isNews ? EventWriter.For(new PostgresPlain(connection), tables.Names, options) : null
                );
                foreach (FileBatch batch in pending)
                    transaction.Apply(batch);
                finish(transaction);
                tables.Flush();
                return transaction;
            },
            stop,
            hasBegun: true
        );
        if (done.Changes is { } committed)
            changes?.AddCommitted(committed);
        foreach ((string agent, RowCounts counts) in done.Counts)
        {
            if (!Counts.TryGetValue(agent, out RowCounts? sum))
                Counts.Add(agent, sum = new RowCounts());
            sum.Added += counts.Added;
            sum.Changed += counts.Changed;
            sum.Retracted += counts.Retracted;
        }

        pending.Clear();
        Pending = 0;
    }
}

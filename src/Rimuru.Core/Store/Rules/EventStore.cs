using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Hooks, events and runs of an open ledger.</summary>
/// <param name="read">Runs a query.</param>
/// <param name="change">Runs changes in one transaction, while nobody else writes.</param>
internal sealed class EventStore(
    Func<Func<IPlainSql, object?>, object?> read,
    Func<Func<IPlainSql, object?>, CancellationToken, object?> change
)
{
    public T Read<T>(Func<EventTable, T> query) => (T)read(sql => query(new EventTable(sql)))!;

    public T Change<T>(Func<EventTable, T> work, CancellationToken stop) => (T)change(sql => work(new EventTable(sql)), stop)!;

    public void Change(Action<EventTable> work, CancellationToken stop) =>
        change(
            sql =>
            {
                work(new EventTable(sql));
                return null;
            },
            stop
        );
}

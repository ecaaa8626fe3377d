using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Hooks, events and runs of an open ledger.</summary>
internal sealed class EventStore(IPlainStore store)
{
    public T Read<T>(Func<EventTable, T> query) => store.Read(sql => query(new EventTable(sql)));

    public T Change<T>(Func<EventTable, T> work, CancellationToken stop) => store.Change(sql => work(new EventTable(sql)), stop);

    public void Change(Action<EventTable> work, CancellationToken stop) =>
        Change(
            table =>
            {
                work(table);
                return true;
            },
            stop
        );
}

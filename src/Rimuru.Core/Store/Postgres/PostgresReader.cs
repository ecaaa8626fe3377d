
namespace Rimuru.Core.Store.Postgres;

/// <summary>Where queries are run: on a connection of their own, or, within one moment or one transaction, on that one's.</summary>
internal sealed class PostgresReader(PostgresServer server)
{
    private PostgresConnection? shared;

    /// <summary>Ends what is begun from now on.</summary>
    public CancellationToken Stop { get; set; }

    public T Run<T>(Func<PostgresConnection, T> work) => shared is { } connection ? work(connection) : server.Retry(work, Stop);

    /// <summary>The rows of a query. On a connection of its own they come one by one, so that enumerations can be nested; on a shared one they are read first.</summary>
    public IEnumerable<T> Stream<T>(Func<PostgresConnection, IEnumerable<T>> query)
    {
        if (shared is { } known) return [.. query(known)];
        return StreamAlone(query);
    }

    public T AsOfOneMoment<T>(Func<T> work)
    {
        (PostgresConnection connection, _) = server.Open(
            connection =>
            {
                connection.BeginSnapshot();
                return 0;
            },
            Stop);
        using (connection) return Inside(connection, work);
    }

    /// <summary>Runs queries on somebody's connection, so that they see what its transaction does.</summary>
    public T Inside<T>(PostgresConnection connection, Func<T> work)
    {
        PostgresConnection? before = shared;
        shared = connection;
        try
        {
            return work();
        }
        finally
        {
            shared = before;
        }
    }

    private IEnumerable<T> StreamAlone<T>(Func<PostgresConnection, IEnumerable<T>> query)
    {
        (PostgresConnection connection, (IEnumerator<T> Rows, bool HasRow) first) = server.Open(
            connection =>
            {
                IEnumerator<T> rows = query(connection).GetEnumerator();
                return (rows, rows.MoveNext());
            },
            Stop);
        using (connection)
        using (IEnumerator<T> rows = first.Rows)
        {
            for (bool hasRow = first.HasRow; hasRow; hasRow = rows.MoveNext()) yield return rows.Current;
        }
    }
}

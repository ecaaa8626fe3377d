namespace Rimuru.Core.Store.Postgres;

/// <summary>Runs queries, each on a connection of its own, or on that of the current snapshot or transaction.</summary>
internal sealed class PostgresReader(PostgresServer server)
{
    private PostgresConnection? shared;

    /// <summary>The token that cancels everything started from now on.</summary>
    public CancellationToken Stop { get; set; }

    public T Run<T>(Func<PostgresConnection, T> work) => shared is { } connection ? work(connection) : server.Retry(work, Stop);

    /// <summary>
    /// The rows of a query. On a connection of its own they are streamed, so that enumerations can be nested; on a shared one they are
    /// buffered.
    /// </summary>
    public IEnumerable<T> Stream<T>(Func<PostgresConnection, IEnumerable<T>> query)
    {
        if (shared is { } known)
            return [.. query(known)];
        return StreamAlone(query);
    }

    public T InSnapshot<T>(Func<T> work)
    {
        (PostgresConnection connection, _) = server.Open(
            connection =>
            {
                connection.BeginSnapshot();
                return 0;
            },
            Stop
        );
        using (connection)
            return Inside(connection, work);
    }

    /// <summary>Runs queries on a given connection, so that they see its transaction.</summary>
    private T Inside<T>(PostgresConnection connection, Func<T> work)
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
            Stop
        );
        using (connection)
        using (IEnumerator<T> rows = first.Rows)
        {
            for (bool hasRow = first.HasRow; hasRow; hasRow = rows.MoveNext())
                yield return rows.Current;
        }
    }
}

using Npgsql;

namespace Rimuru.Core.Store.Postgres;

/// <summary>One connection to the server, for one thread. Every operation can be cancelled; errors are thrown as Rimuru errors.</summary>
internal sealed class PostgresConnection(NpgsqlConnection connection, PostgresUrl url, CancellationToken stop) : IDisposable
{
    /// <summary>A statement of a large first ingest may take minutes.</summary>
    private static readonly TimeSpan LongestStatement = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromMilliseconds(300);

    private NpgsqlTransaction? transaction;
    private bool isAbandoned;
    private NpgsqlBatch? queue;

    /// <summary>Begins a READ COMMITTED transaction.</summary>
    public void Begin() => Guarded(() => transaction = Await(connection.BeginTransactionAsync(stop).AsTask()));

    /// <summary>Begins a read-only transaction on one snapshot.</summary>
    public void BeginSnapshot()
    {
        Guarded(() => transaction = Await(connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop).AsTask()));
        Execute("SET TRANSACTION READ ONLY");
    }

    public void Commit()
    {
        Flush();
        Guarded(() =>
        {
            Await(transaction!.CommitAsync(stop));
            transaction = null;
            return 0;
        });
    }

    public int Execute(string sql, params NpgsqlParameter[] arguments)
    {
        Flush();
        return Guarded(() =>
        {
            using NpgsqlCommand command = Command(sql, arguments);
            return Await(command.ExecuteNonQueryAsync(stop));
        });
    }

    /// <summary>Queues a change until the next read, commit or full queue; queued changes go to the server together, in order.</summary>
    public void Enqueue(string sql, params NpgsqlParameter[] arguments)
    {
        const int Longest = 1000;
        NpgsqlBatchCommand command = new(sql);
        foreach (NpgsqlParameter argument in arguments)
            command.Parameters.Add(argument);
        (queue ??= new NpgsqlBatch(connection, transaction)).BatchCommands.Add(command);
        if (queue.BatchCommands.Count >= Longest)
            Flush();
    }

    /// <summary>The first column of the first row; null if there is no row or it holds NULL.</summary>
    public object? Scalar(string sql, params NpgsqlParameter[] arguments)
    {
        Flush();
        return Guarded(() =>
        {
            using NpgsqlCommand command = Command(sql, arguments);
            return Await(command.ExecuteScalarAsync(stop)) is { } value and not DBNull ? value : null;
        });
    }

    public bool IsTrue(string sql, params NpgsqlParameter[] arguments) => Scalar(sql, arguments) is true;

    /// <summary>Streams the rows of a query; the connection is busy until the enumeration ends.</summary>
    public IEnumerable<T> Read<T>(string sql, Func<NpgsqlDataReader, T> row, params NpgsqlParameter[] arguments)
    {
        Flush();
        using NpgsqlCommand command = Command(sql, arguments);
        using NpgsqlDataReader reader = Guarded(() => Await(command.ExecuteReaderAsync(stop)));
        Func<bool> next = () => Next(reader);
        Func<T> current = () => row(reader);
        while (Guarded(next))
            yield return Guarded(current);
    }

    /// <summary>Sends rows with a binary COPY, the fastest way to insert.</summary>
    public void Copy(string sql, Action<NpgsqlBinaryImporter> write)
    {
        Flush();
        Guarded(() =>
            Await(
                Task.Run(
                    () =>
                    {
                        using NpgsqlBinaryImporter importer = connection.BeginBinaryImport(sql);
                        write(importer);
                        return importer.Complete();
                    },
                    stop
                )
            )
        );
    }

    /// <summary>Sends rows with a text COPY, one a line; nothing in them is run as a statement.</summary>
    public void CopyText(string sql, Func<string?> next)
    {
        Flush();
        Guarded(() =>
            Await(
                Task.Run(
                    () =>
                    {
                        using TextWriter rows = connection.BeginTextImport(sql);
                        while (next() is { } row)
                        {
                            stop.ThrowIfCancellationRequested();
                            rows.Write(row);
                            rows.Write('\n');
                        }

                        return 0;
                    },
                    stop
                )
            )
        );
    }

    public void Dispose()
    {
        // Closing may block too: a connection to a server that does not answer is abandoned.
        Task ending = Task.Run(End);
        if (!ending.Wait(isAbandoned || stop.IsCancellationRequested ? LongestGoodbye : LongestStatement))
            isAbandoned = true;
    }

    /// <summary>
    /// True for errors of the server, the network or a malformed answer; a hostile server can cause many kinds of the last, also by
    /// announcing an answer that no memory can hold.
    /// </summary>
    internal static bool IsOfDatabase(Exception e) =>
        e is not (OperationCanceledException or RimuruException or ArgumentNullException or NullReferenceException);

    /// <summary>
    /// Npgsql takes a connection apart as soon as it breaks; where that overlaps with the start of an answer, it finds null in its own
    /// fields.
    /// </summary>
    private bool IsLost => connection.State != System.Data.ConnectionState.Open;

    private static NpgsqlException Lost(NullReferenceException e) =>
        new("The connection was lost", new IOException("it broke while an answer was awaited", e));

    private void End()
    {
        try
        {
            queue?.Dispose();
            transaction?.Dispose();
        }
        catch (Exception e) when (IsOfDatabase(e) || IsLost)
        {
            // the server rolls back a transaction whose connection is lost
        }

        try
        {
            connection.Dispose();
        }
        catch (Exception e) when (IsOfDatabase(e) || IsLost)
        {
            // it was broken already
        }
    }

    /// <summary>Advances to the next row, which has usually been received already.</summary>
    private bool Next(NpgsqlDataReader reader)
    {
        Task<bool> next = reader.ReadAsync(stop);
        return next.IsCompletedSuccessfully ? next.Result : Await(next);
    }

    /// <summary>Waits for the server until the token is cancelled or the longest possible statement is over.</summary>
    private T Await<T>(Task<T> answer)
    {
        try
        {
            return answer.WaitAsync(LongestStatement, stop).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            isAbandoned |= !answer.IsCompleted;
            throw;
        }
    }

    private void Await(Task answer) =>
        Await(
            answer.ContinueWith(
                done =>
                {
                    done.GetAwaiter().GetResult();
                    return 0;
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            )
        );

    private void Flush()
    {
        if (queue is not { BatchCommands.Count: > 0 } full)
            return;
        queue = null;
        Guarded(() =>
        {
            using (full)
                return Await(full.ExecuteNonQueryAsync(stop));
        });
    }

    private NpgsqlCommand Command(string sql, NpgsqlParameter[] arguments)
    {
        NpgsqlCommand command = new(sql, connection, transaction);
        foreach (NpgsqlParameter argument in arguments)
            command.Parameters.Add(argument);
        return command;
    }

    private T Guarded<T>(Func<T> work)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            return work();
        }
        catch (Exception e) when (IsOfDatabase(e))
        {
            // A cancelled statement is reported as a server error.
            stop.ThrowIfCancellationRequested();
            throw PostgresErrors.Explain(e, url);
        }
        catch (NullReferenceException e) when (IsLost)
        {
            stop.ThrowIfCancellationRequested();
            throw PostgresErrors.Explain(Lost(e), url);
        }
    }
}

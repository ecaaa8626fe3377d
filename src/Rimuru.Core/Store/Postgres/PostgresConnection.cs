using System.Net.Sockets;
using Npgsql;

namespace Rimuru.Core.Store.Postgres;

/// <summary>One connection to the server, for one thread. Every operation can be cancelled; errors are thrown as Rimuru errors.</summary>
internal sealed class PostgresConnection(NpgsqlConnection connection, PostgresUrl url, CancellationToken stop) : IDisposable
{
    private NpgsqlTransaction? transaction;
    private NpgsqlBatch? queue;

    /// <summary>Begins a READ COMMITTED transaction.</summary>
    public void Begin() => Guarded(() => transaction = connection.BeginTransactionAsync(stop).AsTask().GetAwaiter().GetResult());

    /// <summary>Begins a read-only transaction on one snapshot.</summary>
    public void BeginSnapshot()
    {
        Guarded(() => transaction = connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop).AsTask().GetAwaiter().GetResult());
        Execute("SET TRANSACTION READ ONLY");
    }

    public void Commit()
    {
        Flush();
        Guarded(() =>
        {
            transaction!.CommitAsync(stop).GetAwaiter().GetResult();
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
            return command.ExecuteNonQueryAsync(stop).GetAwaiter().GetResult();
        });
    }

    /// <summary>Queues a change until the next read, commit or full queue; queued changes go to the server together, in order.</summary>
    public void Enqueue(string sql, params NpgsqlParameter[] arguments)
    {
        const int Longest = 1000;
        NpgsqlBatchCommand command = new(sql);
        foreach (NpgsqlParameter argument in arguments) command.Parameters.Add(argument);
        (queue ??= new NpgsqlBatch(connection, transaction)).BatchCommands.Add(command);
        if (queue.BatchCommands.Count >= Longest) Flush();
    }

    /// <summary>The first column of the first row; null if there is no row or it holds NULL.</summary>
    public object? Scalar(string sql, params NpgsqlParameter[] arguments)
    {
        Flush();
        return Guarded(() =>
        {
            using NpgsqlCommand command = Command(sql, arguments);
            return command.ExecuteScalarAsync(stop).GetAwaiter().GetResult() is { } value and not DBNull ? value : null;
        });
    }

    public bool IsTrue(string sql, params NpgsqlParameter[] arguments) => Scalar(sql, arguments) is true;

    /// <summary>Streams the rows of a query; the connection is busy until the enumeration ends.</summary>
    public IEnumerable<T> Read<T>(string sql, Func<NpgsqlDataReader, T> row, params NpgsqlParameter[] arguments)
    {
        Flush();
        using NpgsqlCommand command = Command(sql, arguments);
        using NpgsqlDataReader reader = Guarded(() => command.ExecuteReaderAsync(stop).GetAwaiter().GetResult());
        Func<bool> next = reader.Read;
        while (Guarded(next)) yield return row(reader);
    }

    /// <summary>Sends rows with a binary COPY, the fastest way to insert.</summary>
    public void Copy(string sql, Action<NpgsqlBinaryImporter> write)
    {
        Flush();
        Guarded(() =>
        {
            using NpgsqlBinaryImporter importer = connection.BeginBinaryImport(sql);
            write(importer);
            return importer.CompleteAsync(stop).AsTask().GetAwaiter().GetResult();
        });
    }

    public void Dispose()
    {
        queue?.Dispose();
        try
        {
            transaction?.Dispose();
        }
        catch (Exception e) when (IsOfDatabase(e))
        {
            // the server rolls back a transaction whose connection is lost
        }

        connection.Dispose();
    }

    internal static bool IsOfDatabase(Exception e) => e is NpgsqlException or SocketException or IOException or TimeoutException;

    private void Flush()
    {
        if (queue is not { BatchCommands.Count: > 0 } full) return;
        queue = null;
        Guarded(() =>
        {
            using (full) return full.ExecuteNonQueryAsync(stop).GetAwaiter().GetResult();
        });
    }

    private NpgsqlCommand Command(string sql, NpgsqlParameter[] arguments)
    {
        NpgsqlCommand command = new(sql, connection, transaction);
        foreach (NpgsqlParameter argument in arguments) command.Parameters.Add(argument);
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
    }
}

using System.Globalization;
using Npgsql;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Store.Postgres;

/// <summary>Access to one database: a connection pool, and retries while the server is briefly unavailable.</summary>
internal sealed class PostgresServer : IDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly Resilience retries;
    private readonly Resilience patient;

    private PostgresServer(NpgsqlDataSource source, PostgresUrl url, TimeProvider time, TimeSpan longestConnect)
    {
        this.source = source;
        Url = url;
        LongestConnect = longestConnect;
        retries = new Resilience(time, PostgresErrors.IsTransient);
        patient = new Resilience(time, PostgresErrors.IsTransient, Resilience.PatientDatabaseRetries);
    }

    public PostgresUrl Url { get; }

    /// <summary>Time limit for the whole process of connecting.</summary>
    private TimeSpan LongestConnect { get; }

    /// <summary>The schema as an SQL identifier.</summary>
    public string Schema => Quoted(Url.Schema);

    public static PostgresServer Of(PostgresUrl url, LedgerOptions options)
    {
        RefuseOddFiles(url);
        try
        {
            NpgsqlSlimDataSourceBuilder builder = new(ConnectionString(url, options));
            builder.EnableArrays();
            builder.EnableTransportSecurity();
            return new PostgresServer(builder.Build(), url, options.Time, ConnectLimit(url));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException)
        {
            throw new RimuruException(
                ErrorCodes.DatabaseUrl,
                $"The database URL '{url.Display}' is not valid: {e.Message}",
                "database.url",
                e
            );
        }
    }

    /// <summary>The driver waits for a pipe, and reads a device without end.</summary>
    private static void RefuseOddFiles(PostgresUrl url)
    {
        foreach (string file in url.Files)
        {
            try
            {
                RegularFile.Demand(file, RegularFile.SmallDocument);
            }
            catch (IOException e)
            {
                throw FixedErrors.DatabaseConnection($"{url.Display}: {e.Message}", url.Display, e);
            }
        }
    }

    /// <summary>Runs idempotent work on a connection of its own; repeats it on another connection while the server restarts.</summary>
    /// <param name="work">The work.</param>
    /// <param name="stop">Cancels it.</param>
    /// <param name="hasBegun">True if giving up would lose earlier work: the retries then last long enough for a server restart.</param>
    public T Retry<T>(Func<PostgresConnection, T> work, CancellationToken stop, bool hasBegun = false) =>
        Attempt(
            hasBegun ? patient : retries,
            token =>
            {
                using PostgresConnection connection = Connect(token);
                return work(connection);
            },
            stop
        );

    /// <summary>Changes the ledger in one transaction, while nobody else writes to it; repeated like <see cref="Retry"/>.</summary>
    public T Change<T>(Func<PostgresConnection, T> change, CancellationToken stop, bool hasBegun = false) =>
        Retry(
            connection =>
            {
                connection.Begin();
                PostgresLock.Take(connection, Url);
                T result = change(connection);
                connection.Commit();
                return result;
            },
            stop,
            hasBegun
        );

    /// <summary>
    /// A connection on which initial work has been done, with retries like <see cref="Retry"/>. Dispose it to return it to the pool.
    /// </summary>
    public (PostgresConnection Connection, T First) Open<T>(Func<PostgresConnection, T> first, CancellationToken stop) =>
        Attempt(
            retries,
            _ =>
            {
                // Not the pipeline's token: the connection outlives the pipeline.
                PostgresConnection connection = Connect(stop);
                try
                {
                    return (connection, first(connection));
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
            stop
        );

    public void Dispose() => source.Dispose();

    private T Attempt<T>(Resilience pipeline, Func<CancellationToken, T> work, CancellationToken stop)
    {
        try
        {
            return pipeline.Database(work, stop);
        }
        catch (TimeoutException e)
        {
            throw FixedErrors.DatabaseConnection($"{Url.Display}: {e.Message}", Url.Display, e);
        }
    }

    private PostgresConnection Connect(CancellationToken stop)
    {
        try
        {
            // Our own limit, because Npgsql's does not cover every wait, such as that for the server's part of a TLS handshake.
            Task<NpgsqlConnection> opening = source.OpenConnectionAsync(stop).AsTask();
            try
            {
                return new PostgresConnection(opening.WaitAsync(LongestConnect, stop).GetAwaiter().GetResult(), Url, stop);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                _ = opening.ContinueWith(
                    late => late.Result.Dispose(),
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnRanToCompletion,
                    TaskScheduler.Default
                );
                throw;
            }
        }
        catch (TimeoutException e)
        {
            throw FixedErrors.DatabaseConnection(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Url.Display}: the server did not answer within {LongestConnect.TotalSeconds:0} seconds"
                ),
                Url.Display,
                e
            );
        }
        catch (Exception e) when (PostgresConnection.IsOfDatabase(e))
        {
            throw PostgresErrors.Explain(e, Url);
        }
    }

    private static TimeSpan ConnectLimit(PostgresUrl url)
    {
        const int Usual = 10,
            Most = 600;
        if (!url.Parameters.TryGetValue("connect_timeout", out string? text))
            return TimeSpan.FromSeconds(Usual);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
            throw new FormatException("connect_timeout is not a number of seconds.");
        return TimeSpan.FromSeconds(seconds == 0 ? Usual : Math.Min(seconds, Most));
    }

    private static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string ConnectionString(PostgresUrl url, LedgerOptions options)
    {
        NpgsqlConnectionStringBuilder text = new()
        {
            Host = url.Host,
            Database = url.Database,
            Username = url.User,
            Password = url.Password,
            SearchPath = Quoted(url.Schema),

            Timeout = 0, // see LongestConnect
            CancellationTimeout = 500,

            // One connection for a streamed query, and one for the names in its rows.
            MaxPoolSize = Math.Max(2, options.MaxConnections),
            ApplicationName = "Rimuru",
            TcpKeepAlive = true,

            // A statement of a large first ingest may take minutes; Ctrl+C cancels it.
            CommandTimeout = 0,
        };
        if (url.Port is { } port)
            text.Port = port;
        foreach ((string name, string value) in url.Parameters.Where(parameter => parameter.Key != "connect_timeout"))
            text[NameOf(name)] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        return text.ConnectionString;
    }

    /// <summary>Npgsql's name of a libpq parameter.</summary>
    private static string NameOf(string parameter) =>
        parameter switch
        {
            "sslmode" => "SSL Mode",
            "sslrootcert" => "Root Certificate",
            "sslcert" => "SSL Certificate",
            "sslkey" => "SSL Key",
            "application_name" => "Application Name",
            "target_session_attrs" => "Target Session Attributes",
            "passfile" => "Passfile",
            _ => parameter,
        };
}

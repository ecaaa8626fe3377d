using System.Net.Sockets;
using Npgsql;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// Translates errors of the server and the connection. No message contains a password: the server's messages do not, and the URL is shown
/// without it.
/// </summary>
internal static class PostgresErrors
{
    /// <summary>The Rimuru error for a database error.</summary>
    public static RimuruException Explain(Exception e, PostgresUrl url) =>
        e switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => Failed(
                $"{e.Message}. Create the database once, for example with: createdb {url.Database}",
                url,
                e
            ),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } refused =>
                new RimuruException(
                    ErrorCodes.DatabaseReadOnly,
                    $"{url.Display}: {refused.MessageText}. This login lacks the permission.",
                    url.Display,
                    e
                ),
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn } => new RimuruException(
                ErrorCodes.DatabaseCorrupt,
                $"{url.Display} is not a ledger of this version: {e.Message}",
                url.Display,
                e
            ),
            PostgresException { SqlState: PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject } taken => Failed(
                $"{taken.MessageText}. The schema '{url.Schema}' has something else of that name: rename it, or select another schema with "
                    + "?schema=NAME",
                url,
                e
            ),
            PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => new RimuruException(
                ErrorCodes.DatabaseCorrupt,
                $"{url.Display} is damaged: {e.Message}",
                url.Display,
                e
            ),
            PostgresException { SqlState: PostgresErrorCodes.NumericValueOutOfRange } => NanoUsd.TooLarge(e),
            OutOfMemoryException => Failed("the server announced an answer that is too large", url, e),
            _ => Failed(e.InnerException is { } cause ? $"{e.Message} ({cause.Message})" : e.Message, url, e),
        };

    /// <summary>
    /// True for transient errors: the server restarts, lacks resources, or aborted this transaction because of a deadlock.
    /// </summary>
    public static bool IsTransient(Exception e) =>
        e is RimuruException { InnerException: { } cause }
        && cause switch
        {
            PostgresException { SqlState: { } state } => state[..2] is "08" or "40" or "53" or "58"
                || state is "57P01" or "57P02" or "57P03" or "55P03",
            NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
            NpgsqlException npgsql => npgsql.IsTransient,
            _ => false,
        };

    private static RimuruException Failed(string reason, PostgresUrl url, Exception cause) =>
        FixedErrors.DatabaseConnection($"{url.Display}: {reason}", url.Display, cause);
}

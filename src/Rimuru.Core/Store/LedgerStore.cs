using Rimuru.Core.Config;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Postgres;
using Rimuru.Core.Store.Sqlite;

namespace Rimuru.Core.Store;

/// <summary>The way to a ledger by its URL: outside of this room nobody knows what keeps it.</summary>
internal static class LedgerStore
{
    /// <summary>True where there is a ledger; nothing is created to find out. E1001 where a server cannot be asked.</summary>
    public static bool Exists(DatabaseUrl url, LedgerOptions options, CancellationToken stop) => url switch
    {
        SqliteUrl file => File.Exists(file.Path),
        PostgresUrl server => PostgresLedger.Exists(server, options, stop),
        _ => throw new ArgumentOutOfRangeException(nameof(url)),
    };

    /// <summary>Opens the ledger, makes it where there is none, and brings it to the version of this code. E1001, E1002, E1004 or E1005 where that cannot be.</summary>
    /// <param name="url">Where the ledger is.</param>
    /// <param name="options">Whose log files are read.</param>
    /// <param name="stop">Ends the waiting for another process that makes the ledger.</param>
    public static ILedger Open(DatabaseUrl url, LedgerOptions options, CancellationToken stop) => url switch
    {
        SqliteUrl file => SqliteLedger.Open(file.Path, options.Machine, options.User, options.Time, stop),
        PostgresUrl server => PostgresLedger.Open(server, options, stop),
        _ => throw new ArgumentOutOfRangeException(nameof(url)),
    };

    /// <summary>What an administrator does with the ledger.</summary>
    /// <param name="url">Where the ledger is, or is to be.</param>
    /// <param name="options">Who asks.</param>
    /// <param name="environment">Where the programs of a server are found.</param>
    public static IStoreAdministration Administration(DatabaseUrl url, LedgerOptions options, HostEnvironment environment) => url switch
    {
        SqliteUrl file => new SqliteAdministration(file, options),
        PostgresUrl server => new PostgresAdministration(server, options, environment),
        _ => throw new ArgumentOutOfRangeException(nameof(url)),
    };
}

/// <summary>What a ledger needs to know of its user.</summary>
/// <param name="Machine">The machine whose log files are read.</param>
/// <param name="User">The user whose log files are read.</param>
/// <param name="MaxConnections">How many connections to a server may be open at once.</param>
/// <param name="Time">The clock of retries.</param>
internal sealed record LedgerOptions(string Machine, string User, int MaxConnections, TimeProvider Time);

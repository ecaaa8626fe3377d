using Rimuru.Core.Store.Sqlite;

namespace Rimuru.Core.Store;

/// <summary>The way to a ledger by its URL: outside of this room nobody knows what keeps it.</summary>
internal static class LedgerStore
{
    /// <summary>True where there is a ledger; nothing is created to find out.</summary>
    public static bool Exists(DatabaseUrl url) => File.Exists(url.Path);

    /// <summary>Opens the ledger, makes it where there is none, and brings it to the version of this code. E1001, E1002, E1004 or E1005 where that cannot be.</summary>
    /// <param name="url">Where the ledger is.</param>
    /// <param name="machine">The machine whose log files are read.</param>
    /// <param name="user">The user whose log files are read.</param>
    /// <param name="time">The clock of retries.</param>
    /// <param name="stop">Ends the waiting for another process that makes the ledger.</param>
    public static ILedger Open(DatabaseUrl url, string machine, string user, TimeProvider time, CancellationToken stop) =>
        SqliteLedger.Open(url.Path, machine, user, time, stop);
}

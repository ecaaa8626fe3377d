namespace Rimuru.Core.Store;

/// <summary>The options of an open ledger.</summary>
/// <param name="Machine">The machine whose log files are read.</param>
/// <param name="User">The user whose log files are read.</param>
/// <param name="MaxConnections">How many connections to a server may be open at once.</param>
/// <param name="Time">The clock for retries.</param>
internal sealed record LedgerOptions(string Machine, string User, int MaxConnections, TimeProvider Time);

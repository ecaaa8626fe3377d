using Rimuru.Core.Records;

namespace Rimuru.Core.Store;

/// <summary>The options of an open ledger.</summary>
/// <param name="Machine">The machine whose log files are read.</param>
/// <param name="User">The user whose log files are read.</param>
/// <param name="MaxConnections">How many connections to a server may be open at once.</param>
/// <param name="Time">The clock for retries.</param>
internal sealed record LedgerOptions(string Machine, string User, int MaxConnections, TimeProvider Time)
{
    /// <summary>In which form texts go to a store that others use too.</summary>
    public Sharing Sharing { get; init; } = Sharing.Everything;

    /// <summary>The key of what only this user may read in such a store; needed if <see cref="Sharing"/> is limited.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The hooks that this process runs for, separated by commas: what it changes is no news to them. Empty for none.</summary>
    public string Cause { get; set; } = "";
}

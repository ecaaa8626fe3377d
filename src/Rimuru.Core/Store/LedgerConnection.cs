using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store;

/// <summary>The ledger that one engine works with. Nothing is opened, and its URL is not read, before it is asked for. One thread at a time.</summary>
/// <param name="urlOf">Where the ledger is; E1003 where that is no URL of a database.</param>
/// <param name="options">Whose log files are read.</param>
/// <param name="environment">Where the programs of a server are found.</param>
internal sealed class LedgerConnection(Func<DatabaseUrl> urlOf, LedgerOptions options, HostEnvironment environment) : IDisposable
{
    private DatabaseUrl? url;
    private ILedger? ledger;

    public LedgerOptions Options => options;

    /// <summary>The token of the running command, for what is asked without one.</summary>
    public CancellationToken Stop { get; set; }

    public DatabaseUrl Url => url ??= urlOf();

    /// <summary>The ledger as it may be shown: its file, or its URL without a password.</summary>
    public string Name => Url.Display;

    /// <summary>The ledger's file; null where a server keeps it.</summary>
    public string? File => Url.File;

    /// <summary>True where the ledger exists; nothing is created to find out.</summary>
    public bool Exists => ledger is not null || LedgerStore.Exists(Url, options, Stop);

    /// <summary>The open ledger.</summary>
    public ILedger Ledger => Open(Stop);

    /// <summary>Opens the ledger if it is not open; makes it where there is none, and brings it to this version.</summary>
    public ILedger Open(CancellationToken stop) => ledger ??= LedgerStore.Open(Url, options, stop);

    /// <summary>What an administrator does with the ledger.</summary>
    public IStoreAdministration Administration() => LedgerStore.Administration(Url, options, environment);

    /// <summary>A connection to another ledger for the same machine and user.</summary>
    public LedgerConnection To(DatabaseUrl other) => new(() => other, options, environment);

    /// <summary>The URL of another ledger; E1003 where it is none.</summary>
    public DatabaseUrl Parse(string other) => LedgerStore.Parse(other, environment);

    /// <summary>E1006, for a login that may not write.</summary>
    public RimuruException MayOnlyRead() => new(ErrorCodes.DatabaseReadOnly, $"{Name}: this login may read the ledger, but not write it.", Name);

    /// <summary>Closes the ledger; it is opened again when it is next asked for.</summary>
    public void Close()
    {
        ledger?.Dispose();
        ledger = null;
    }

    public void Dispose() => Close();
}

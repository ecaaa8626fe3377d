using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Logging;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store;

/// <summary>The ledger of one engine. Opens it, and parses its URL, on first use. Not thread-safe.</summary>
/// <param name="urlOf">Returns the ledger's URL. E1003: it is not a database URL.</param>
/// <param name="options">Machine and user whose log files are read.</param>
/// <param name="environment">The machine, for finding PostgreSQL's programs.</param>
/// <param name="log">Rimuru's own log.</param>
/// <param name="loginOf">Adds the password that is kept apart from a server's URL, when the server is connected to.</param>
internal sealed class LedgerConnection(
    Func<DatabaseUrl> urlOf,
    LedgerOptions options,
    HostEnvironment environment,
    ActivityLog log,
    Func<DatabaseUrl, DatabaseUrl> loginOf
) : IDisposable
{
    private DatabaseUrl? url;
    private DatabaseUrl? login;
    private CancellationToken commandStop;
    private ILedger? ledger;

    public LedgerOptions Options => options;

    /// <summary>The token of the running command, for calls without one.</summary>
    public CancellationToken Stop
    {
        get => commandStop;
        set
        {
            commandStop = value;
            login = null; // the next command looks for the password again: it may have been changed
        }
    }

    public DatabaseUrl Url => url ??= urlOf();

    /// <summary>The ledger for display: its file, or its URL without the password.</summary>
    public string Name => Url.Display;

    /// <summary>The ledger's file; null if the ledger is on a server.</summary>
    public string? File => Url.File;

    /// <summary>True if the ledger exists. Creates nothing.</summary>
    public bool Exists =>
        ledger is not null || log.Watch(LogArea.Store, "Look for the ledger", () => LedgerStore.Exists(Login, options, Stop));

    /// <summary>The open ledger.</summary>
    public ILedger Ledger => Open(Stop);

    /// <summary>True if the login may read the ledger but not write to it.</summary>
    public bool IsReadOnly(CancellationToken stop) => Open(stop).IsReadOnly;

    /// <summary>Called with the name of a file in which a ledger was made, after that; null if nobody asks.</summary>
    public Action<string>? Made { get; set; }

    /// <summary>Opens the ledger if it is not open. Creates it if needed and migrates it to this version.</summary>
    public ILedger Open(CancellationToken stop)
    {
        if (ledger is not null)
            return ledger;
        bool isNew = Made is not null && File is not null && !LedgerStore.Exists(Url, options, stop);
        ledger = log.Watch(LogArea.Store, "Open the ledger", () => LedgerStore.Open(Login, options, stop));
        if (isNew)
            Made!(Name);
        return ledger;
    }

    /// <summary>The administration of the ledger.</summary>
    public IStoreAdministration Administration() => LedgerStore.Administration(Login, options, environment);

    /// <summary>A connection to another ledger for the same machine and user.</summary>
    public LedgerConnection To(DatabaseUrl other) => new(() => other, options, environment, log, loginOf);

    /// <summary>Parses the URL of another ledger. E1003: it is not a database URL.</summary>
    public DatabaseUrl Parse(string other) => LedgerStore.Parse(other, environment);

    /// <summary>The error for a login without write permission: E1006.</summary>
    public RimuruException MayOnlyRead() =>
        new(ErrorCodes.DatabaseReadOnly, $"{Name}: this login may read the ledger but not write to it.", Name);

    /// <summary>Closes the ledger; the next use opens it again.</summary>
    public void Close()
    {
        ledger?.Dispose();
        ledger = null;
    }

    public void Dispose() => Close();

    private DatabaseUrl Login => login ??= File is null ? loginOf(Url) : Url;
}

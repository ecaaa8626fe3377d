using Rimuru.Core.Config;

namespace Rimuru.Core.Store.Contracts;

/// <summary>One kind of store: how its URLs are written, and how a ledger that it keeps is opened and looked after.</summary>
internal interface IStoreProvider
{
    StoreKind Kind { get; }

    /// <summary>How its URLs are written, for users: <c>sqlite:PATH</c>.</summary>
    string UrlForm { get; }

    /// <summary>What a backup of it is, for users: <c>a SQLite database</c>.</summary>
    string BackupForm { get; }

    /// <summary>Null where the text names another kind of store; E1003 where it names this one and is wrong.</summary>
    DatabaseUrl? Read(string text, HostEnvironment environment);

    /// <summary>True where a file that begins with these bytes is a backup of this kind of store.</summary>
    bool IsBackup(ReadOnlySpan<byte> head);

    /// <summary>True where there is a ledger; nothing is created to find out. E1001 where a server cannot be asked.</summary>
    bool Exists(DatabaseUrl url, LedgerOptions options, CancellationToken stop);

    /// <summary>Opens the ledger, makes it where there is none, and brings it to the version of this code. E1001, E1002, E1004 or E1005 where that cannot be.</summary>
    ILedger Open(DatabaseUrl url, LedgerOptions options, CancellationToken stop);

    /// <summary>What an administrator does with the ledger.</summary>
    IStoreAdministration Administration(DatabaseUrl url, LedgerOptions options, HostEnvironment environment);
}

using Rimuru.Core.Config;

namespace Rimuru.Core.Store.Contracts;

/// <summary>One kind of store: parses its URLs, opens its ledgers and provides their administration.</summary>
internal interface IStoreProvider
{
    StoreKind Kind { get; }

    /// <summary>The form of its URLs, for messages: <c>sqlite:PATH</c>.</summary>
    string UrlForm { get; }

    /// <summary>The form of its backups, for messages: <c>a SQLite database</c>.</summary>
    string BackupForm { get; }

    /// <summary>Parses a URL; null if it belongs to another kind of store. E1003: it belongs to this one and is not valid.</summary>
    DatabaseUrl? Read(string text, HostEnvironment environment);

    /// <summary>True if a file that starts with these bytes is a backup of this kind of store.</summary>
    bool IsBackup(ReadOnlySpan<byte> head);

    /// <summary>True if there is a ledger. Creates nothing. E1001: the server cannot be reached.</summary>
    bool Exists(DatabaseUrl url, LedgerOptions options, CancellationToken stop);

    /// <summary>Opens the ledger, creates it if needed, and migrates it to this version. Fails with E1001, E1002, E1004 or E1005.</summary>
    ILedger Open(DatabaseUrl url, LedgerOptions options, CancellationToken stop);

    /// <summary>The administration of the ledger.</summary>
    IStoreAdministration Administration(DatabaseUrl url, LedgerOptions options, HostEnvironment environment);
}

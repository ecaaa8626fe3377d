namespace Rimuru.Core.Store;

/// <summary>A database URL: <c>sqlite:PATH</c> or <c>postgres://user@host/database</c>.</summary>
internal abstract record DatabaseUrl(StoreKind Kind)
{
    /// <summary>The ledger for display: the file's path, or the URL without its password.</summary>
    public abstract string Display { get; }

    /// <summary>The ledger's file; null if the ledger is on a server.</summary>
    public virtual string? File => null;
}

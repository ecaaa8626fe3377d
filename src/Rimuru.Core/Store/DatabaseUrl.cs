namespace Rimuru.Core.Store;

/// <summary>A database as it is named: <c>sqlite:PATH</c> or <c>postgres://user@host/database</c>.</summary>
internal abstract record DatabaseUrl(StoreKind Kind)
{
    /// <summary>The ledger as it may be shown: the file's path, or the URL without its password.</summary>
    public abstract string Display { get; }

    /// <summary>The ledger's file; null where a server keeps it.</summary>
    public virtual string? File => null;
}

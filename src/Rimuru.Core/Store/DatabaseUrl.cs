namespace Rimuru.Core.Store;

/// <summary>A database URL: <c>sqlite:PATH</c> or <c>postgres://user@host/database</c>.</summary>
internal abstract record DatabaseUrl(StoreKind Kind)
{
    /// <summary>The ledger for display: the file's path, or the URL without its password.</summary>
    public abstract string Display { get; }

    /// <summary>The ledger's file; null if the ledger is on a server.</summary>
    public virtual string? File => null;

    /// <summary>True if it has a password itself.</summary>
    public virtual bool HasPassword => false;

    /// <summary>True if another URL is of the same server and user.</summary>
    public virtual bool IsSameLogin(DatabaseUrl other) => false;

    /// <summary>The same with a password that is kept apart from it.</summary>
    public virtual DatabaseUrl WithPassword(string password) => this;
}

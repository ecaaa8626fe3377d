namespace Rimuru.Core.Store.Sqlite;

/// <summary>A ledger in a file.</summary>
/// <param name="Path">Its absolute path.</param>
internal sealed record SqliteUrl(string Path) : DatabaseUrl(StoreKind.Sqlite)
{
    public override string Display => Path;

    public override string File => Path;
}

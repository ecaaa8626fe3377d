using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Ledgers in a file.</summary>
internal sealed class SqliteStore : IStoreProvider
{
    private const string Scheme = "sqlite:";

    public StoreKind Kind => StoreKind.Sqlite;

    public string UrlForm => "sqlite:PATH";

    public string BackupForm => "a SQLite database";

    public DatabaseUrl? Read(string text, HostEnvironment environment)
    {
        bool hasScheme = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        if (!hasScheme && !LedgerStore.IsPath(text))
            return null;
        string path = hasScheme ? text[Scheme.Length..] : text;
        if (path.StartsWith("///", StringComparison.Ordinal))
            path = path[2..];
        if (Redaction.IsWithSecret(path))
            throw new RimuruException(
                ErrorCodes.DatabaseUrl,
                $"The database URL '{Scheme}{Redaction.Mask}' is not valid: a ledger in a file has no password, and no other parameters.",
                "database.url"
            );
        return path.Length > 0 ? new SqliteUrl(Path.GetFullPath(environment.ExpandOwn(path))) : null;
    }

    public bool IsBackup(ReadOnlySpan<byte> head) => head.StartsWith("SQLite format 3\0"u8);

    public bool Exists(DatabaseUrl url, LedgerOptions options, CancellationToken stop) => SqliteFile.Exists(PathOf(url));

    public ILedger Open(DatabaseUrl url, LedgerOptions options, CancellationToken stop) => SqliteLedger.Open(PathOf(url), options, stop);

    public IStoreAdministration Administration(DatabaseUrl url, LedgerOptions options, HostEnvironment environment) =>
        new SqliteAdministration((SqliteUrl)url, options);

    private static string PathOf(DatabaseUrl url) => ((SqliteUrl)url).Path;
}

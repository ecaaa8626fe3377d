using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Postgres;
using Rimuru.Core.Store.Sqlite;

namespace Rimuru.Core.Store;

/// <summary>Opens ledgers by URL, so that other rooms do not depend on the kind of store.</summary>
internal static class LedgerStore
{
    /// <summary>All kinds of stores.</summary>
    public static IReadOnlyList<IStoreProvider> Providers { get; } = [new SqliteStore(), new PostgresStore()];

    /// <summary>The forms of database URLs, for messages.</summary>
    public static string UrlForms => string.Join(" or ", Providers.Select(provider => provider.UrlForm));

    /// <summary>
    /// True if a text without a scheme is the path of a ledger in a file: it has a folder, a drive or an ending. A mere word is none, since
    /// it may be a misspelt option.
    /// </summary>
    public static bool IsPath(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        bool isWithoutScheme = colon < 0 || (colon == 1 && char.IsAsciiLetter(text[0]));
        return isWithoutScheme && (text.AsSpan().ContainsAny('/', '\\') || text.StartsWith('~') || Path.HasExtension(text));
    }

    /// <summary>Parses a database URL. E1003: no kind of store accepts it.</summary>
    public static DatabaseUrl Parse(string url, HostEnvironment environment)
    {
        string text = url.Trim();
        return Providers.Select(provider => provider.Read(text, environment)).FirstOrDefault(read => read is not null)
            ?? throw new RimuruException(
                ErrorCodes.DatabaseUrl,
                $"The database URL '{Redaction.Redact(text)}' is not valid. Use {UrlForms}.",
                "database.url"
            );
    }

    /// <summary>The URL of a ledger in a file.</summary>
    public static DatabaseUrl OfFile(string path) => new SqliteUrl(path);

    /// <inheritdoc cref="IStoreProvider.Exists"/>
    public static bool Exists(DatabaseUrl url, LedgerOptions options, CancellationToken stop) => Of(url).Exists(url, options, stop);

    /// <inheritdoc cref="IStoreProvider.Open"/>
    public static ILedger Open(DatabaseUrl url, LedgerOptions options, CancellationToken stop) => Of(url).Open(url, options, stop);

    /// <inheritdoc cref="IStoreProvider.Administration"/>
    public static IStoreAdministration Administration(DatabaseUrl url, LedgerOptions options, HostEnvironment environment) =>
        Of(url).Administration(url, options, environment);

    private static IStoreProvider Of(DatabaseUrl url) => Providers.First(provider => provider.Kind == url.Kind);
}

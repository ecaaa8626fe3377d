using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Store;

/// <summary>A database as it is named: <c>sqlite:PATH</c> or <c>postgres://user@host/database</c>.</summary>
internal abstract record DatabaseUrl
{
    private const string Sqlite = "sqlite:";

    /// <summary>The ledger as it may be shown: the file's path, or the URL without its password.</summary>
    public abstract string Display { get; }

    /// <summary>Reads a database URL; E1003 where it names nothing that Rimuru can open.</summary>
    public static DatabaseUrl Parse(string url, HostEnvironment environment)
    {
        string text = url.Trim();
        if (text.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            string path = text[Sqlite.Length..];
            if (path.StartsWith("///", StringComparison.Ordinal)) path = path[2..];
            if (path.Length > 0) return new SqliteUrl(Path.GetFullPath(environment.ExpandOwn(path)));
        }

        return PostgresUrl.Read(text, environment) ?? throw new RimuruException(
            ErrorCodes.DatabaseUrl,
            $"The database URL '{Redaction.Redact(text)}' is not understood. Use sqlite:PATH, such as sqlite:/data/rimuru.db, or postgres://USER@HOST/DATABASE.", "database.url");
    }
}

/// <summary>A ledger in a file.</summary>
/// <param name="Path">Its absolute path.</param>
internal sealed record SqliteUrl(string Path) : DatabaseUrl
{
    public override string Display => Path;
}

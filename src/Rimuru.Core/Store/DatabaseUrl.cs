using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Store;

/// <summary>A database as it is named: <c>sqlite:PATH</c>.</summary>
/// <param name="Path">Absolute path of the ledger's file.</param>
internal sealed record DatabaseUrl(string Path)
{
    private const string Sqlite = "sqlite:";

    /// <summary>Reads a database URL; E1003 where it names nothing that Rimuru can open.</summary>
    public static DatabaseUrl Parse(string url, HostEnvironment environment)
    {
        string text = url.Trim();
        if (text.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            string path = text[Sqlite.Length..];
            if (path.StartsWith("///", StringComparison.Ordinal)) path = path[2..];
            if (path.Length > 0) return new DatabaseUrl(System.IO.Path.GetFullPath(environment.ExpandOwn(path)));
        }

        throw new RimuruException(
            ErrorCodes.DatabaseUrl, $"The database URL '{Redaction.Redact(text)}' is not understood. Use sqlite:PATH, such as sqlite:/data/rimuru.db.", "database.url");
    }
}

using System.Management.Automation;
using Rimuru.Core.Errors;
using Rimuru.Core.Parameters;

namespace Rimuru.Hosting;

/// <summary>Resolves paths as PowerShell does: relative to its location, with <c>~</c> and its drives.</summary>
internal static class PathArguments
{
    private const string Sqlite = "sqlite:";

    /// <summary>The full path in the file system. E9002: it is on another kind of drive, or on none.</summary>
    public static string? Resolve(string? path, PathIntrinsics paths, string parameter)
    {
        if (path is null)
            return null;
        try
        {
            string full = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem")
                return full;
            throw new RimuruException(ErrorCodes.PathNotFound, $"-{parameter} {path} is not a path of the file system.", path);
        }
        catch (SessionStateException e)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"-{parameter} {path}: {e.Message}", path, e);
        }
    }

    /// <summary>The files that match a path with wildcards. E9002: no file matches.</summary>
    public static IReadOnlyList<string> Files(string path, PathIntrinsics paths, bool isLiteral)
    {
        if (isLiteral)
            return [Resolve(path, paths, "LiteralPath")!];
        try
        {
            IReadOnlyList<string> files = [.. paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider)];
            if (provider.Name == "FileSystem" && files.Count > 0)
                return files;
            throw new RimuruException(ErrorCodes.PathNotFound, $"-Path {path} matches no file.", path);
        }
        catch (Exception e) when (e is SessionStateException or ItemNotFoundException)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"-Path {path}: {e.Message}", path, e);
        }
    }

    /// <summary>A database URL with its path, if it has one, made absolute.</summary>
    public static string? ResolveUrl(string? url, PathIntrinsics paths, string parameter = "Database")
    {
        if (url is null)
            return null;
        if (!url.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
            return DatabaseArgument.IsPath(url) || IsOnDrive(url, paths) ? Sqlite + Resolve(url, paths, parameter) : url;
        string path = url[Sqlite.Length..].Trim();
        return path.Length == 0 || path.StartsWith("//", StringComparison.Ordinal) ? url : Sqlite + Resolve(path, paths, parameter);
    }

    /// <summary>True for a path on a drive of PowerShell, such as <c>TestDrive:/x.db</c>.</summary>
    private static bool IsOnDrive(string text, PathIntrinsics paths) =>
        !text.Contains("://", StringComparison.Ordinal)
        && (text.Contains(":/", StringComparison.Ordinal) || text.Contains(":\\", StringComparison.Ordinal))
        && paths.IsPSAbsolute(text, out _);
}

using System.Management.Automation;
using Rimuru.Core.Errors;

namespace Rimuru.Hosting;

/// <summary>Paths as PowerShell means them: relative to its location, with <c>~</c> and its drives.</summary>
internal static class PathArguments
{
    private const string Sqlite = "sqlite:";

    /// <summary>The full path in the file system; E9002 where it lies on another kind of drive, or on none.</summary>
    public static string? Resolve(string? path, PathIntrinsics paths, string parameter)
    {
        if (path is null)
            return null;
        try
        {
            string full = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem")
                return full;
            throw new RimuruException(ErrorCodes.PathNotFound, $"-{parameter} {path} is no path of the file system.", path);
        }
        catch (SessionStateException e)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"-{parameter} {path}: {e.Message}", path, e);
        }
    }

    /// <summary>The files that a path with wildcards names. E9002 where it names none.</summary>
    public static IReadOnlyList<string> Files(string path, PathIntrinsics paths, bool isLiteral)
    {
        if (isLiteral)
            return [Resolve(path, paths, "LiteralPath")!];
        try
        {
            IReadOnlyList<string> files = [.. paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider)];
            if (provider.Name == "FileSystem" && files.Count > 0)
                return files;
            throw new RimuruException(ErrorCodes.PathNotFound, $"-Path {path} names no file.", path);
        }
        catch (Exception e) when (e is SessionStateException or ItemNotFoundException)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"-Path {path}: {e.Message}", path, e);
        }
    }

    /// <summary>A database URL whose path, if it has one, is a full one.</summary>
    public static string? ResolveUrl(string? url, PathIntrinsics paths, string parameter = "Database")
    {
        if (url is null || !url.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
            return url;
        string path = url[Sqlite.Length..].Trim();
        return path.Length == 0 || path.StartsWith("//", StringComparison.Ordinal) ? url : Sqlite + Resolve(path, paths, parameter);
    }
}

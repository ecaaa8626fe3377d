namespace Rimuru.Core.Files;

/// <summary>Resolves a path to its final target.</summary>
internal static class FinalPath
{
    /// <summary>
    /// The path with all links resolved; a link that leads to nothing or to itself, and what is not there yet, by its own name.
    /// </summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string? parent = Path.GetDirectoryName(full);
        if (parent is null)
            return full;
        string here = Path.Combine(Of(parent), Path.GetFileName(full));
        try
        {
            return Directory.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return here;
        }
    }

    /// <summary>The file that is written when one writes to a path: that to which a link leads, as in a dotfiles repository.</summary>
    public static string OfFile(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;

    /// <summary>True if a path leads into a folder, by its text alone.</summary>
    public static bool IsBelow(string path, string folder)
    {
        StringComparison comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, comparison);
    }
}

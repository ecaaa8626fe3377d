namespace Rimuru.Core.Files;

/// <summary>
/// Decides which programs may be started: those that only this user and the administrator can replace, and that do not belong to a project.
/// </summary>
internal static class ProgramTrust
{
    /// <summary>The working folder of programs that are only queried: one into which nobody else can put settings.</summary>
    public static string WorkingFolder => OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/";

    /// <summary>Why a program must not be started; null if it may be started.</summary>
    /// <param name="path">The program's absolute path.</param>
    /// <param name="current">The folder that the user works in.</param>
    /// <param name="home">The user's own home.</param>
    public static string? WhyNot(string path, string current, string home)
    {
        if (!Path.IsPathFullyQualified(path))
            return "its path is relative";
        if (IsOfProject(path, current, home))
            return "it belongs to a project";

        // The link's target counts, and so does every folder in which a link on the way could be replaced.
        return WhyNotOwn(path) ?? WhyNotOwn(FinalPath.Of(path));
    }

    private static string? WhyNotOwn(string path)
    {
        for (string? at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            if (FileStatus.Of(at) is not { } status)
                continue;
            if (!status.IsOwnOrRoots)
                return $"{at} belongs to another user";
            if (status.IsWritableByOthers)
                return $"others can write to {at}";
        }

        return null;
    }

    /// <summary>
    /// True for a path below the project that the user works in, or in a project's own package folder. A home folder that is a repository
    /// is not a project.
    /// </summary>
    private static bool IsOfProject(string path, string current, string home)
    {
        if (
            path.Contains(
                $"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}.bin{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal
            )
        )
            return true;
        string project = ProjectAround(current);
        return project != Path.GetPathRoot(project)
            && home != project
            && !FinalPath.IsBelow(home, project)
            && FinalPath.IsBelow(path, project);
    }

    private static string ProjectAround(string current)
    {
        for (string? at = current; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
                return at;
        }

        return current;
    }
}

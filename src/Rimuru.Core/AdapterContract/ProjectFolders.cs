using System.Collections.Concurrent;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Names the project that a folder belongs to: the git repository around it, and for a worktree the repository that it was made from; the
/// folder's own name where
/// there is none or the folder is gone. Each folder is looked at once a run.
/// </summary>
/// <param name="environment">The machine with its home folder. A repository that is the whole home is somebody's settings, not the project
/// of everything below.</param>
internal sealed class ProjectFolders(HostEnvironment environment)
{
    private const string Git = ".git";
    private const string Worktrees = "worktrees";
    private const string AgentWorktrees = "/.claude/worktrees/";
    private const int LongestLink = 4096;

    private readonly ConcurrentDictionary<string, string?> known = new(StringComparer.Ordinal);
    private readonly string home = Path.TrimEndingDirectorySeparator(environment.Home);

    public string? Of(string? folder) => folder is null ? null : known.GetOrAdd(folder, Look);

    private string? Look(string folder)
    {
        try
        {
            if (Repository(folder) is { } repository)
                return NameOf(repository);
            return MadeBelow(folder) is { } project ? Look(project) : ProjectName.Of(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ProjectName.Of(folder);
        }
    }

    /// <summary>The project whose agent made a worktree below it, which may be gone again: <c>project/.claude/worktrees/name</c>.</summary>
    private static string? MadeBelow(string folder)
    {
        int at = folder.Replace('\\', '/').IndexOf(AgentWorktrees, StringComparison.Ordinal);
        return at > 0 && at + AgentWorktrees.Length < folder.Length ? folder[..at] : null;
    }

    private string? Repository(string folder)
    {
        // Another system's path is no path here, and a share that does not answer would hold up everything.
        if (
            !Path.IsPathFullyQualified(folder)
            || folder.StartsWith(@"\\", StringComparison.Ordinal)
            || folder.StartsWith("//", StringComparison.Ordinal)
        )
            return null;
        if (!Directory.Exists(folder))
            return null;
        for (string? at = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); at is not null; at = Path.GetDirectoryName(at))
        {
            if (at.Equals(home, environment.PathComparison) && at != folder)
                return null;
            string git = Path.Combine(at, Git);
            if (Directory.Exists(git))
                return at;
            if (File.Exists(git))
                return MadeFrom(git, at);
        }

        return null;
    }

    /// <summary>Where the <c>.git</c> file of a worktree leads; the folder itself for a submodule, whose file leads elsewhere.</summary>
    private static string MadeFrom(string gitFile, string folder)
    {
        const string Link = "gitdir:";
        string text = RegularFile.ReadAllText(gitFile, LongestLink);
        if (!text.StartsWith(Link, StringComparison.Ordinal))
            return folder;
        string store = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, text[Link.Length..].Trim())));
        string? worktrees = Path.GetDirectoryName(store);
        return Path.GetFileName(worktrees) == Worktrees && Path.GetDirectoryName(worktrees) is { } repository ? repository : folder;
    }

    /// <summary>
    /// A repository's store may be <c>.git</c> or another hidden folder in it, or <c>name.git</c> without a working tree.
    /// </summary>
    private static string? NameOf(string repository)
    {
        string name = Path.GetFileName(repository);
        if (name is Git or ".bare")
            return ProjectName.Of(Path.GetDirectoryName(repository));
        return ProjectName.Of(name.EndsWith(Git, StringComparison.Ordinal) && name.Length > Git.Length ? name[..^Git.Length] : repository);
    }
}

using System.Collections.Concurrent;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Finds the project that a folder belongs to: its git repository, or for a worktree the repository that it was created from. Without a
/// repository, or if the folder no longer exists, it is the folder's own name. Each folder is examined once per run.
/// </summary>
/// <param name="environment">
/// The machine with its home folder. A repository that is the whole home folder holds the user's settings and is not the project of the
/// folders below.
/// </param>
internal sealed class ProjectFolders(HostEnvironment environment)
{
    private const string Git = ".git";
    private const string Worktrees = "worktrees";
    private const string AgentWorktrees = "/.claude/worktrees/";
    private const int LongestLink = 4096;

    private readonly ConcurrentDictionary<string, string?> known = new(StringComparer.Ordinal);
    private readonly string home = Path.TrimEndingDirectorySeparator(environment.Home);

    public string? Of(string? folder) => folder is null ? null : known.GetOrAdd(folder, Find);

    private string? Find(string folder)
    {
        try
        {
            if (Repository(folder) is { } repository)
                return NameOf(repository);
            return MadeBelow(folder) is { } project ? Find(project) : ProjectName.Of(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ProjectName.Of(folder);
        }
    }

    /// <summary>
    /// The project in which an agent created a worktree, which may have been deleted again: <c>project/.claude/worktrees/name</c>.
    /// </summary>
    private static string? MadeBelow(string folder)
    {
        int at = folder.Replace('\\', '/').IndexOf(AgentWorktrees, StringComparison.Ordinal);
        return at > 0 && at + AgentWorktrees.Length < folder.Length ? folder[..at] : null;
    }

    private string? Repository(string folder)
    {
        if (RootOf(folder) is not { } root)
            return null;
        string git = Path.Combine(root, Git);
        return Directory.Exists(git) ? root : MadeFrom(git, root);
    }

    /// <summary>The folder that is a git repository or a worktree of one, at or above a folder; null if there is none.</summary>
    public string? RootOf(string folder)
    {
        // A path of another system is not a path here, and a network share that does not answer would block everything.
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
            if (Directory.Exists(git) || File.Exists(git))
                return at;
        }

        return null;
    }

    /// <summary>The target of a worktree's <c>.git</c> file; the folder itself for a submodule, whose file leads elsewhere.</summary>
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
    /// The name of a repository: its store may be <c>.git</c> or another hidden folder in it, or <c>name.git</c> without a working tree.
    /// </summary>
    private static string? NameOf(string repository)
    {
        string name = Path.GetFileName(repository);
        if (name is Git or ".bare")
            return ProjectName.Of(Path.GetDirectoryName(repository));
        return ProjectName.Of(name.EndsWith(Git, StringComparison.Ordinal) && name.Length > Git.Length ? name[..^Git.Length] : repository);
    }
}

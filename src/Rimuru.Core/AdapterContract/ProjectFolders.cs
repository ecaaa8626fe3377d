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
    private const string Beside = ".worktrees/";
    private const int LongestLink = 4096;

    /// <summary>Where worktrees are made inside a project.</summary>
    private static readonly string[] Inside = ["/.claude/worktrees/", "/.conductor/", "/.worktrees/"];

    /// <summary>Where worktrees of all projects are made, and how many folders are between it and the project's name.</summary>
    private static readonly (string Folder, int Depth)[] Common =
    [
        ("/conductor/workspaces/", 0),
        ("/.cursor/worktrees/", 0),
        ("/.superset/worktrees/", 0),
        ("/.codex/worktrees/", 1),
    ];

    private readonly ConcurrentDictionary<string, string?> known = new(StringComparer.Ordinal);
    private readonly string home = Path.TrimEndingDirectorySeparator(environment.Home);

    public string? Of(string? folder) => folder is null ? null : known.GetOrAdd(folder, Find);

    private string? Find(string folder)
    {
        try
        {
            if (Repository(folder) is { } repository)
                return NameOf(repository);
            return MadeFor(folder) is { } project ? Find(project) : ProjectName.Of(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ProjectName.Of(folder);
        }
    }

    /// <summary>
    /// The project for which an agent or an editor created a worktree, which may have been deleted again, by where it was: in the project
    /// (<c>project/.claude/worktrees/name</c>), in a folder of all projects (<c>~/.cursor/worktrees/project/name</c>) or beside the project
    /// (<c>project.worktrees/name</c>).
    /// </summary>
    private string? MadeFor(string folder)
    {
        string path = folder.Replace('\\', '/');
        foreach (string inside in Inside)
        {
            int at = path.IndexOf(inside, StringComparison.Ordinal);
            if (at > 0 && at + inside.Length < path.Length && !IsHome(path[..at]))
                return folder[..at];
        }

        foreach ((string common, int depth) in Common)
        {
            int at = path.IndexOf(common, StringComparison.Ordinal);
            if (at >= 0 && EndOfProject(path, at + common.Length, depth) is { } end)
                return folder[..end];
        }

        int beside = path.IndexOf(Beside, StringComparison.Ordinal);
        return beside > 0 && path[beside - 1] != '/' && beside + Beside.Length < path.Length ? folder[..beside] : null;
    }

    /// <summary>True for the home of the user, or what is one elsewhere: it is no project.</summary>
    private bool IsHome(string path) =>
        path.Equals(home.Replace('\\', '/'), environment.PathComparison)
        || path.Split('/') is ["", "root"] or ["", "home" or "Users", _] or [[_, ':'], "Users", _];

    /// <summary>Where the name of a project ends that more folders follow; null if there is none, or it is an id.</summary>
    private static int? EndOfProject(string path, int start, int depth)
    {
        for (; depth > 0 && start > 0; depth--)
            start = path.IndexOf('/', start) + 1;
        int end = start > 0 ? path.IndexOf('/', start) : -1;
        return end > start && end + 1 < path.Length && !Guid.TryParse(path.AsSpan(start, end - start), out _) ? end : null;
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

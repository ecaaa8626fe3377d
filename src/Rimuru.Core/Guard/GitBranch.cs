using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;

namespace Rimuru.Core.Guard;

/// <summary>The git branch of a folder, read from git's own file: starting git would take longer than all the rest.</summary>
internal static class GitBranch
{
    private const int Longest = 4096;
    private const string Branch = "ref: refs/heads/";
    private const string Link = "gitdir:";

    /// <summary>The name; <c>HEAD</c> for no branch, as agents log it; null outside of repositories.</summary>
    public static string? Of(string folder, ProjectFolders projects)
    {
        try
        {
            if (projects.RootOf(folder) is not { } root)
                return null;
            string git = Path.Combine(root, ".git");
            if (!Directory.Exists(git))
                git = Path.Combine(root, RegularFile.ReadAllText(git, Longest).Trim()[Link.Length..].Trim());
            string head = RegularFile.ReadAllText(Path.Combine(git, "HEAD"), Longest).Trim();
            return head.StartsWith(Branch, StringComparison.Ordinal) ? head[Branch.Length..] : "HEAD";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a repository that cannot be read, or a file of another kind
        }
    }
}

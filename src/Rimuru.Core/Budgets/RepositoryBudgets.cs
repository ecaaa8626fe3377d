using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Budgets;

/// <summary>
/// The files of budgets in repositories. They only add budgets, and one counts if it is named, or if the user trusts its present content.
/// </summary>
internal sealed class RepositoryBudgets(HostEnvironment environment, IReadOnlyList<string> agents)
{
    private readonly ProjectFolders projects = new(environment);
    private readonly TrustedFiles trusted = new(environment);

    /// <summary>The budgets of a named file. E9002: it does not exist. E12005: it is wrong.</summary>
    public IReadOnlyList<Budget> Read(string path) => Read(path, TextOf(path));

    /// <summary>The paths of files that are or were trusted.</summary>
    public IEnumerable<string> Trusted => trusted.Paths;

    /// <summary>The budgets of the repository around a folder, if they are trusted. They are not parsed otherwise.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="note">Called if there is a file that is not trusted.</param>
    public IReadOnlyList<Budget> Around(string folder, Action<string> note)
    {
        if (projects.RootOf(folder) is not { } root)
            return [];
        string path = PlaceOf(Path.Combine(root, BudgetFile.FileName));
        if (RegularFile.IsMissing(path))
            return [];
        string text = TextOf(path);
        if (trusted.Has(path, text))
            return Read(path, text);
        note(
            $"The budgets of {path} do not count: you do not trust this file, or it was changed since. {Wording.Terms.TrustBudgets} trusts "
                + "it."
        );
        return [];
    }

    /// <summary>Trusts a file as it is now. E9002: it does not exist. E12005: it is wrong.</summary>
    public IReadOnlyList<Budget> Trust(string path)
    {
        string place = PlaceOf(path),
            text = TextOf(place);
        IReadOnlyList<Budget> budgets = Read(place, text);
        if (projects.RootOf(Path.GetDirectoryName(place)!) is not { } root || PlaceOf(Path.Combine(root, BudgetFile.FileName)) != place)
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"{path} is not the {BudgetFile.FileName} in the root of a git repository, and would never be looked for.",
                path
            );
        trusted.Add(place, text);
        return budgets;
    }

    public void Distrust(string path) => trusted.Remove(PlaceOf(path));

    /// <summary>A link to a file is that file.</summary>
    private static string PlaceOf(string path) => FinalPath.Of(Path.GetFullPath(path));

    private static string TextOf(string path) =>
        ConfigFile.Read(path) ?? throw new RimuruException(ErrorCodes.PathNotFound, $"The file {path} does not exist.", path);

    /// <summary>Budgets without a project are about the repository that the file is in.</summary>
    private IReadOnlyList<Budget> Read(string path, string text)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string? project = projects.RootOf(folder) is { } root ? projects.Of(root) : null;
        return
        [
            .. BudgetFile
                .Read(path, text, agents)
                .Select(budget => budget.Project.Count == 0 && project is not null ? budget with { Project = [project] } : budget),
        ];
    }
}

using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>A folder that agents read skills from.</summary>
/// <param name="Path">The folder, whether it exists or not.</param>
/// <param name="Scope">For one project, or for all.</param>
/// <param name="Agents">The agents that read it.</param>
/// <param name="Project">The project that it must stay within; null for the user's own.</param>
internal sealed record SkillFolder(string Path, SkillScope Scope, IReadOnlyList<SkillAgent> Agents, string? Project)
{
    /// <summary>
    /// The place of a skill in it. E8002: the name is no name of a skill, or the folder leads out of its project.
    /// </summary>
    public string PlaceOf(string name)
    {
        string place = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, name));
        if (!SkillName.IsValid(name) || !FinalPath.IsBelow(place, Path))
            throw new RimuruException(ErrorCodes.SkillInvalid, $"'{name}' is no name of a skill.", name);

        // A project may be anybody's, with a link where its skills should be.
        if (Project is not null && !FinalPath.IsBelow(FinalPath.Of(Path), FinalPath.Of(Project)))
            throw new RimuruException(
                ErrorCodes.SkillInvalid,
                $"{Path} leads out of the project, to {FinalPath.Of(Path)}; nothing is written there.",
                Path
            );
        return place;
    }
}

/// <summary>The folders of all agents, each once.</summary>
internal sealed class SkillFolders(HostEnvironment environment)
{
    private readonly IReadOnlyList<SkillAgent> agents = SkillAgent.Of(environment);

    /// <summary>The folders that are read for a project: the user's own, and those of the project.</summary>
    public IReadOnlyList<SkillFolder> All(string project)
    {
        string root = RootOf(project);
        return
        [
            .. Grouped(agents.SelectMany(agent => agent.UserFolders.Select(path => (agent, path))), SkillScope.User, null),
            .. Grouped(
                    agents.SelectMany(agent => agent.ProjectFolders.Select(path => (agent, Path.Combine(root, path)))),
                    SkillScope.Project,
                    root
                )
                .Where(folder => !FinalPath.Of(root).Equals(FinalPath.Of(environment.Home), environment.PathComparison)),
        ];
    }

    /// <summary>
    /// The folders into which a skill is installed for agents. E8005: no agent is named, and none is used here. E2002: an agent is unknown.
    /// </summary>
    public IReadOnlyList<SkillFolder> Targets(IReadOnlyList<string> names, SkillScope scope, string project)
    {
        string[] wanted = [.. names.Count > 0 ? names : agents.Where(agent => Directory.Exists(agent.Home)).Select(agent => agent.Name)];
        if (wanted.Length == 0)
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"No agent that reads skills is used in {environment.Home}; name one of {string.Join(", ", SkillAgent.Names)}."
            );
        string root = RootOf(project);
        IReadOnlyList<SkillFolder> all = All(project);
        return
        [
            .. wanted
                .Select(AgentOf)
                .Select(agent => scope == SkillScope.User ? agent.UserFolders[0] : Path.Combine(root, agent.ProjectFolders[0]))
                .Distinct(StringComparer.Ordinal)
                .Select(path =>
                    all.FirstOrDefault(folder => folder.Path == path)
                    ?? throw new RimuruException(
                        ErrorCodes.InvalidArgument,
                        $"{root} is the home folder and no project; install for the user instead.",
                        root
                    )
                ),
        ];
    }

    /// <summary>The agent of a name. E2002: there is none that reads skills.</summary>
    public SkillAgent AgentOf(string name) =>
        agents.FirstOrDefault(agent => agent.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RimuruException(
            ErrorCodes.AgentUnknown,
            $"'{name}' is no agent whose skills Rimuru knows.{Spelling.Hint(name, SkillAgent.Names)} They are "
                + $"{string.Join(", ", SkillAgent.Names)}.",
            name
        );

    /// <summary>The root of the repository around a folder, else the folder itself.</summary>
    public static string RootOf(string folder)
    {
        string full = Path.GetFullPath(folder);
        for (string? at = full; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
                return at;
        }

        return full;
    }

    private static IEnumerable<SkillFolder> Grouped(
        IEnumerable<(SkillAgent Agent, string Path)> folders,
        SkillScope scope,
        string? project
    ) =>
        folders
            .GroupBy(folder => Path.GetFullPath(folder.Path), StringComparer.Ordinal)
            .Select(group => new SkillFolder(group.Key, scope, [.. group.Select(folder => folder.Agent)], project));
}

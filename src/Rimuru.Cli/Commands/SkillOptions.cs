using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Skills;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary>The options that the verbs of <c>rimuru skills</c> share.</summary>
internal sealed class SkillOptions
{
    public SkillService Service { get; } = RimuruEngine.OwnSkills();

    public Option<string[]> Agent { get; } = CommonOptions.List(SkillParameters.Agent).Offering(_ => SkillService.Agents);

    public Option<SkillScope?> Scope { get; } =
        CommonOptions.Of<SkillScope?>(SkillParameters.Scope).Offering(_ => Enum.GetNames<SkillScope>());

    public Option<string?> ProjectPath { get; } = CommonOptions.Of<string?>(SkillParameters.ProjectPath).Offering(Completions.Paths);

    public Option<bool> Json { get; } = new CommonOptions().Json;

    public void AddTo(Command command)
    {
        command.Add(Agent);
        command.Add(Scope);
        command.Add(ProjectPath);
    }

    public Argument<string[]> Names(ArgumentArity arity, string description = "The names of installed skills; * and ? are wildcards.") =>
        new Argument<string[]>("name") { Description = description, Arity = arity }.Offering(_ =>
            Service.Installed(Environment.CurrentDirectory, []).Select(skill => skill.Name).Distinct()
        );

    public SkillScope? ScopeIn(ParseResult parsed) => parsed.GetValue(Scope);

    public string Project(ParseResult parsed) =>
        parsed.GetValue(ProjectPath) is { } path
            ? Path.GetFullPath(CommonOptions.Filled(path, ProjectPath.Name))
            : Environment.CurrentDirectory;

    /// <summary>The installed skills that are named; all if none is. E8001: one is not there.</summary>
    public IReadOnlyList<Skill> Selected(ParseResult parsed, Argument<string[]> names)
    {
        string[] agents = CommonOptions.Names(parsed, Agent),
            given = parsed.GetValue(names) ?? [];
        IEnumerable<Skill> skills =
            given.Length == 0
                ? Service.Installed(Project(parsed), agents)
                : given.SelectMany(name => Service.Named(name, Project(parsed), agents)).DistinctBy(skill => skill.Path);
        return [.. skills.Where(skill => ScopeIn(parsed) is not { } scope || skill.Scope == scope)];
    }

    /// <summary>The folders of skills that are named, or that are named themselves.</summary>
    public IEnumerable<string> Folders(ParseResult parsed, Argument<string[]> names)
    {
        string[] given = parsed.GetValue(names) ?? [];
        return given.Length > 0 && given.All(Directory.Exists)
            ? given.Select(Path.GetFullPath)
            : Selected(parsed, names).Select(skill => skill.Path);
    }

    /// <summary>Prints records as a table or as JSON, or says that there are none.</summary>
    public void Print<T>(ParseResult parsed, View<T> view, IReadOnlyList<T> records, string none)
        where T : class
    {
        if (parsed.GetValue(Json))
            JsonRows.Write(records);
        else if (records.Count > 0)
            Table.Print(view, records);
        else
            Terminal.Line(none);
    }
}

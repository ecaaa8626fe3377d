using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Errors;
using Rimuru.Core.Skills;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>The base of the cmdlets that need a project to know which skills are meant.</summary>
public abstract class SkillCmdlet : RimuruCmdlet
{
    private protected SkillCmdlet() { }

    /// <summary>A folder of the project.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProjectPath { get; set; }

    private protected SkillService Service { get; } = RimuruEngine.OwnSkills();

    private protected string Project => Resolved(ProjectPath ?? ".", nameof(ProjectPath));

    private protected string Resolved(string path, string parameter) =>
        PathArguments.Resolve(path, SessionState.Path, parameter) ?? throw new RimuruException(ErrorCodes.PathNotFound, path);
}

/// <summary>The base of the cmdlets for skills of some agents.</summary>
public abstract class AgentSkillCmdlet : SkillCmdlet
{
    private protected AgentSkillCmdlet() { }

    /// <summary>The agents.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SkillAgentCompleter))]
    public string[] Agent { get; set; } = [];

    /// <summary>Where the skills are installed.</summary>
    [Parameter]
    public SkillScope? Scope { get; set; }
}

/// <summary>The base of the cmdlets for skills that are installed.</summary>
public abstract class InstalledSkillCmdlet : AgentSkillCmdlet
{
    private protected InstalledSkillCmdlet() { }

    /// <summary>The skills.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstalledSkillCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The folders of the skills.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Does something for each skill that is meant; each that is not there is reported as an error.</summary>
    private protected void ForEach(Action<Skill> action)
    {
        if (Path is { } paths)
            Passing(paths.Select(path => Resolved(path, nameof(Path))), path => action(At(path)));
        else if (Names(Name) is { Length: > 0 } names)
            Passing(names, name => Array.ForEach([.. InScope(Service.Named(name, Project, Agent))], action));
        else if (!IsPiped)
            Passing(["*"], _ => Array.ForEach([.. InScope(Service.Installed(Project, Agent))], action));
    }

    private Skill At(string path) =>
        InScope(Service.Installed(Project, Agent)).FirstOrDefault(skill => skill.Path == System.IO.Path.TrimEndingDirectorySeparator(path))
        ?? throw new RimuruException(ErrorCodes.SkillNotFound, $"{path} is no installed skill.", path);

    private IEnumerable<Skill> InScope(IEnumerable<Skill> skills) => skills.Where(skill => Scope is null || skill.Scope == Scope);
}

/// <summary>The base of the cmdlets that let agents read a skill, or not.</summary>
public abstract class SkillSwitchCmdlet : InstalledSkillCmdlet
{
    private protected SkillSwitchCmdlet() { }

    /// <summary>Return the skills.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract bool IsEnabled { get; }

    private protected override void Begin()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(Name)) && !MyInvocation.BoundParameters.ContainsKey(nameof(Path)) && !IsPiped)
            throw new RimuruException(ErrorCodes.InvalidArgument, "No skill is named; '*' means all.");
    }

    private protected override void Process() =>
        ForEach(skill =>
        {
            string action = $"{(IsEnabled ? "Enable" : "Disable")} for {string.Join(", ", skill.Agents)}";
            if (skill.Enabled != IsEnabled && !ShouldProcess(skill.Path, action))
                return;
            Skill now = Service.Switch(skill, IsEnabled, Project);
            if (PassThru)
                WriteObject(now);
        });
}

using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Tests skills for what makes them invalid or looks harmful.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruSkill")]
[OutputType(typeof(SkillCheck), typeof(bool))]
public sealed class TestRimuruSkillCommand : InstalledSkillCmdlet
{
    /// <summary>Only Rimuru's own rules, not the scan of skillkit.</summary>
    [Parameter]
    public SwitchParameter NoScan { get; set; }

    /// <summary>Return only true or false: whether all skills pass.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        if (Quiet)
            WriteObject(QuietAnswer.Of(() => Checks().All(check => check.Passed)));
        else if (Path is { } paths)
            Passing(paths.Select(path => Resolved(path, nameof(Path))), path => WriteObject(Check(path)));
        else
            ForEach(skill => WriteObject(Check(skill.Path)));
    }

    private IEnumerable<SkillCheck> Checks()
    {
        if (Path is { } paths)
            return [.. paths.Select(path => Check(Resolved(path, nameof(Path))))];
        string[] names = Names(Name);
        IEnumerable<Skill> skills =
            names.Length > 0 ? names.SelectMany(name => Service.Named(name, Project, Agent)) : Service.Installed(Project, Agent);
        return [.. skills.Where(skill => Scope is null || skill.Scope == Scope).Select(skill => Check(skill.Path))];
    }

    private SkillCheck Check(string path) => Service.Test(path, !NoScan, WriteWarning, StopToken);
}

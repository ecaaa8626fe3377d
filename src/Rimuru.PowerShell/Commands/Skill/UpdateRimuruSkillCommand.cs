using System.Management.Automation;
using Rimuru.Core.Skills;

namespace Rimuru.Commands;

/// <summary>Updates skills from where they were installed from.</summary>
[Cmdlet(VerbsData.Update, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(Skill))]
public sealed class UpdateRimuruSkillCommand : InstalledSkillCmdlet
{
    /// <summary>Replace skills that were changed since they were installed.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Install what looks harmful.</summary>
    [Parameter]
    public SwitchParameter AllowFindings { get; set; }

    /// <summary>Let files be run that could be run at the source.</summary>
    [Parameter]
    public SwitchParameter KeepExecutable { get; set; }

    /// <summary>Return the skills.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Update);

    private void Update(Skill skill)
    {
        // Without a name only those can be meant that have a source.
        if (Names(Name).Length == 0 && Path is null && skill.Source is null)
            return;
        SkillPlan plan = Service.PreviewUpdate(skill, Project, Force, AllowFindings, WriteWarning, StopToken);
        if (
            !plan.IsNone
            && !ShouldProcess($"Update {plan.Place}:\n{plan.Lines}", $"Update {plan.Place}?\n{plan.Lines}", MyInvocation.MyCommand.Name)
        )
            return;
        IReadOnlyList<Skill> done = Service.Apply([plan], "Update", KeepExecutable, StopToken);
        if (PassThru)
            WriteAll(done);
    }
}

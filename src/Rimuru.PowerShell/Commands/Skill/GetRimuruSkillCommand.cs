using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Gets the skills that are installed for the user's agents.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruSkill")]
[OutputType(typeof(Skill), typeof(RemovedSkill))]
public sealed class GetRimuruSkillCommand : InstalledSkillCmdlet
{
    /// <summary>Get the skills in the trash instead.</summary>
    [Parameter]
    public SwitchParameter Removed { get; set; }

    private protected override void Process()
    {
        if (!Removed)
            ForEach(WriteObject);
        else if (Names(Name) is { Length: > 0 } names)
            WriteAll(Service.Removed().Where(skill => Core.Reports.ReportFilter.Matches(names, skill.Name)));
        else if (!IsPiped)
            WriteAll(Service.Removed());
    }
}

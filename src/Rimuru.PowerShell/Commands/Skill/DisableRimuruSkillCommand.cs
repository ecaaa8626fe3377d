using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Moves skills aside, so that no agent reads them.</summary>
[Cmdlet(VerbsLifecycle.Disable, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(Skill))]
public sealed class DisableRimuruSkillCommand : SkillSwitchCmdlet
{
    private protected override bool IsEnabled => false;
}

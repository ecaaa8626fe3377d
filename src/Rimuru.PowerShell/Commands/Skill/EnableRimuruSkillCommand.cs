using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Lets agents read skills again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(Skill))]
public sealed class EnableRimuruSkillCommand : SkillSwitchCmdlet
{
    private protected override bool IsEnabled => true;
}

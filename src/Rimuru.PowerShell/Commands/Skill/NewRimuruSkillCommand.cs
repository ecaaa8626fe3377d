using System.Management.Automation;
using Rimuru.Core.Skills;

namespace Rimuru.Commands;

/// <summary>Makes a new skill.</summary>
[Cmdlet(VerbsCommon.New, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(Skill))]
public sealed class NewRimuruSkillCommand : AgentSkillCmdlet
{
    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>What the skill is for, and when it is to be used.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Description { get; set; } = "";

    private protected override void Process()
    {
        IReadOnlyList<SkillPlan> plans = Service.PreviewNew(Name, Description, Agent, Scope ?? SkillScope.User, Project);
        if (ShouldProcess(string.Join(", ", plans.Select(plan => plan.Place)), "Make a skill"))
            WriteAll(Service.Apply(plans, "New", keepExecutable: false, StopToken));
    }
}

using System.Management.Automation;
using Rimuru.Core.Errors;

namespace Rimuru.Commands;

/// <summary>Moves skills to the trash.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(RemovedSkill))]
public sealed class UninstallRimuruSkillCommand : InstalledSkillCmdlet
{
    /// <summary>Return what is in the trash now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(Name)) && !MyInvocation.BoundParameters.ContainsKey(nameof(Path)) && !IsPiped)
            throw new RimuruException(ErrorCodes.InvalidArgument, "No skill is named; '*' means all.");
    }

    private protected override void Process() =>
        ForEach(skill =>
        {
            if (!ShouldProcess(skill.Path, $"Move to the trash what {string.Join(", ", skill.Agents)} read"))
                return;
            RemovedSkill removed = Service.Uninstall(skill, Project);
            if (PassThru)
                WriteObject(removed);
        });
}

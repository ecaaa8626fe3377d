using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>Brings skills back from the trash.</summary>
[Cmdlet(VerbsData.Restore, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(Skill))]
public sealed class RestoreRimuruSkillCommand : SkillCmdlet
{
    /// <summary>The names or ids of removed skills.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RemovedSkillCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Move what is in its place to the trash.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the skills.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() =>
        Passing(
            Name,
            name =>
            {
                RemovedSkill removed = Service.RemovedOf(name);
                if (!ShouldProcess(removed.Path, $"Restore {removed}"))
                    return;
                Skill skill = Service.Restore(removed, Project, Force);
                if (PassThru)
                    WriteObject(skill);
            }
        );
}

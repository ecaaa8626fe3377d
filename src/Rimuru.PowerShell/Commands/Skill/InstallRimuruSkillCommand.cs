using System.Management.Automation;
using Rimuru.Core.Skills;

namespace Rimuru.Commands;

/// <summary>Installs skills from a folder, an archive or a repository for the user's agents.</summary>
[Cmdlet(VerbsLifecycle.Install, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(Skill))]
public sealed class InstallRimuruSkillCommand : AgentSkillCmdlet
{
    /// <summary>The folder, the archive or the repository.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Source { get; set; } = "";

    /// <summary>The skills of the source.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The branch or tag of a repository.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ref { get; set; }

    /// <summary>Replace what is in its place.</summary>
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

    private protected override void Process() => Passing([Source], Install);

    private void Install(string source)
    {
        SkillInstallation wanted = new()
        {
            Source = SkillService.SourceOf(
                source.StartsWith('~') ? Resolved(source, nameof(Source)) : source,
                Resolved(".", nameof(Source))
            ),
            Ref = Ref,
            Names = Names(Name),
            Agents = Agent,
            Scope = Scope ?? SkillScope.User,
            Project = Project,
            IsForced = Force,
            AllowsFindings = AllowFindings,
        };
        foreach (IGrouping<string, SkillPlan> skill in Service.PreviewInstall(wanted, WriteWarning, StopToken).GroupBy(plan => plan.Name))
        {
            SkillPlan[] plans =
            [
                .. skill.Where(plan =>
                    plan.IsNone
                    || ShouldProcess(
                        $"Install {plan.Place}:\n{plan.Lines}",
                        $"Install {plan.Place}?\n{plan.Lines}",
                        MyInvocation.MyCommand.Name
                    )
                ),
            ];
            IReadOnlyList<Skill> done = Service.Apply(plans, "Install", KeepExecutable, StopToken);
            if (PassThru)
                WriteAll(done);
        }
    }
}

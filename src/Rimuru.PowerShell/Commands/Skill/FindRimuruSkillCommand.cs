using System.Management.Automation;
using Rimuru.Core.Skills;

namespace Rimuru.Commands;

/// <summary>Finds skills by words.</summary>
[Cmdlet(VerbsCommon.Find, "RimuruSkill")]
[OutputType(typeof(SkillMatch))]
public sealed class FindRimuruSkillCommand : SkillCmdlet
{
    /// <summary>The words.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Query { get; set; } = [];

    /// <summary>The most of SkillKit's list.</summary>
    [Parameter]
    [ValidateRange(1, SkillService.MostMatches)]
    public int Most { get; set; } = SkillService.UsualMatches;

    private protected override void Process() => WriteAll(Service.Find(string.Join(' ', Query), Most, Project, WriteWarning, StopToken));
}

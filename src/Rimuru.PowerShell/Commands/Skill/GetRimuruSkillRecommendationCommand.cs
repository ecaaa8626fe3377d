using System.Management.Automation;
using Rimuru.Core.Errors;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets skills that a project may want, each with the reason.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruSkillRecommendation")]
[OutputType(typeof(SkillRecommendation))]
public sealed class GetRimuruSkillRecommendationCommand : LedgerCmdlet
{
    /// <summary>A folder of the project.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ProjectPath { get; set; } = ".";

    /// <summary>Use the ledger as it is, without reading logs.</summary>
    [Parameter]
    public SwitchParameter NoSync { get; set; }

    private protected override void Process()
    {
        string project =
            PathArguments.Resolve(ProjectPath, SessionState.Path, nameof(ProjectPath))
            ?? throw new RimuruException(ErrorCodes.PathNotFound, ProjectPath);
        if (!NoSync)
            Refresh();
        WriteAll(Engine.Skills.Recommend(project, WriteWarning, WriteVerbose, StopToken));
    }
}

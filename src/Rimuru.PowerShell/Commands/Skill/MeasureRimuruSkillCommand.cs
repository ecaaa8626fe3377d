using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Core.Skills;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Measures how much skills were used, and what the requests that used them cost.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "RimuruSkill")]
[OutputType(typeof(SkillUsage))]
public sealed class MeasureRimuruSkillCommand : QueryCmdlet
{
    private readonly List<string> names = [];

    /// <summary>The skills.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstalledSkillCompleter))]
    public string[]? Name { get; set; }

    /// <summary>A folder of the project.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ProjectPath { get; set; } = ".";

    /// <summary>Only these machines.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public string[]? Machine { get; set; }

    /// <summary>Only these users.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? User { get; set; }

    /// <summary>Start of the range (inclusive).</summary>
    [Parameter]
    [Alias("After")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? Since { get; set; }

    /// <summary>End of the range (exclusive).</summary>
    [Parameter]
    [Alias("Before")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? Until { get; set; }

    private protected override void Process() => names.AddRange(Names(Name));

    private protected override void End()
    {
        if (HasNothingToQuery || (names.Count == 0 && IsPiped))
            return;
        string project =
            PathArguments.Resolve(ProjectPath, SessionState.Path, nameof(ProjectPath))
            ?? throw new RimuruException(ErrorCodes.PathNotFound, ProjectPath);
        DateTimeOffset now = Engine.Time.GetUtcNow();
        NameCheck check = Engine.Reports.NameCheck();
        ReportFilter named = new() { Machine = Names(Machine), User = Names(User) };
        ReportFilter filter = new ReportFilter
        {
            Machine = Passing(named.Machine, name => check.Check(CostGrouping.Machine, name)),
            User = Passing(named.User, name => check.Check(CostGrouping.User, name)),
            Since = Since is null ? null : TimeExpression.Parse(Since, "-Since", now, Zone),
            Until = Until is null ? null : TimeExpression.Parse(Until, "-Until", now, Zone),
        }.Check("-Since", "-Until", []);
        if (filter.IsWiderThan(named))
            return;
        CostReport report = Engine.Reports.Costs(SkillMeter.Question(filter, Zone));
        WriteAll(SkillMeter.Of(report.Run(StopToken), Engine.Skills.Installed(project, []), names));
    }
}

using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Core.Schedules;

namespace Rimuru.Commands;

/// <summary>Gets the schedules that Rimuru registered with the operating system.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruSchedule")]
[OutputType(typeof(Schedule))]
public sealed class GetRimuruScheduleCommand : RimuruCmdlet
{
    private IReadOnlyList<Schedule>? schedules;

    /// <summary>Only schedules with these names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        string[] names = Names(Name);
        if (names.Length == 0 && IsPiped)
            return;
        schedules ??= ScheduleService.Own().All();
        foreach (string name in names.Length > 0 ? names : ["*"])
        {
            List<Schedule> found = [.. schedules.Where(schedule => ReportFilter.Matches([name], schedule.Name))];
            if (found.Count == 0 && !ReportFilter.IsPattern(name))
                Report(ScheduleService.Unknown(name, schedules), name);
            WriteAll(found);
        }
    }
}

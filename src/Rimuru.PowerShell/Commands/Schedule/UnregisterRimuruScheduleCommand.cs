using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Core.Schedules;

namespace Rimuru.Commands;

/// <summary>Removes schedules that Rimuru registered with the operating system.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "RimuruSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(Schedule))]
public sealed class UnregisterRimuruScheduleCommand : RimuruCmdlet
{
    /// <summary>The schedules.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Return the removed schedules.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        Scheduler schedules = ScheduleService.Own();
        foreach (string name in Name)
        {
            IReadOnlyList<Schedule> all = schedules.All();
            List<Schedule> found = [.. all.Where(schedule => ReportFilter.Matches([name], schedule.Name))];
            if (found.Count == 0 && !ReportFilter.IsPattern(name))
                Report(ScheduleService.Unknown(name, all), name);
            foreach (Schedule schedule in found)
            {
                if (!ShouldProcess($"{schedule.Name} ({schedule.Location})", $"Remove the schedule from {schedule.Kind}"))
                    continue;
                try
                {
                    schedules.Unregister(schedule);
                    if (PassThru)
                        WriteObject(schedule);
                }
                catch (RimuruException e)
                {
                    Report(e, schedule);
                }
            }
        }
    }
}

using System.Collections;
using Rimuru.Core.Schedules;

namespace Rimuru.Completion;

/// <summary>Completes the names of the schedules that Rimuru has made.</summary>
public sealed class ScheduleCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        ScheduleService.Own().All().Select(schedule => schedule.Name).Distinct();
}

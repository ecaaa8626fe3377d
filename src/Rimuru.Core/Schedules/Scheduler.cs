using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Schedules;

/// <summary>The schedules of this user on this system, whatever keeps them.</summary>
internal sealed class Scheduler(HostEnvironment environment)
{
    private readonly IReadOnlyList<ScheduleKeeper> keepers = environment.Platform switch
    {
        HostPlatform.Windows => [new ScheduledTasks(environment)],
        HostPlatform.MacOS => [new LaunchAgents(environment), new Crontab(environment)],
        _ => [new SystemdTimers(environment), new Crontab(environment)],
    };

    /// <summary>What keeps schedules here; the system's usual way where none is named. E9001 where this system has no such kind.</summary>
    public ScheduleKeeper Keeper(ScheduleKind? kind) => kind is null
        ? keepers.First(keeper => keeper is not SystemdTimers { IsRunning: false })
        : keepers.FirstOrDefault(keeper => keeper.Kind == kind)
            ?? throw new RimuruException(ErrorCodes.InvalidArgument, $"-Kind '{kind}' is not of this system, which has {string.Join(" and ", keepers.Select(keeper => keeper.Kind))}.", "-Kind");

    /// <summary>Every schedule that Rimuru made here.</summary>
    public IReadOnlyList<Schedule> All() => [.. keepers.SelectMany(keeper => keeper.Read())];

    /// <summary>Makes a schedule, in the place of the one of that name, which another kind may keep.</summary>
    public Schedule Register(SchedulePlan plan, ScheduleKeeper keeper)
    {
        List<Schedule> old = [.. All().Where(schedule => schedule.Kind != keeper.Kind && IsNamed(schedule, plan.Name))];
        keeper.Write(plan);
        old.ForEach(Unregister);
        return keeper.Read().First(schedule => IsNamed(schedule, plan.Name));
    }

    public void Unregister(Schedule schedule) => Keeper(schedule.Kind).Remove(schedule);

    private static bool IsNamed(Schedule schedule, string name) => schedule.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}

using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Schedules;

/// <summary>The schedules of this user in all schedulers of this system.</summary>
internal sealed class Scheduler(HostEnvironment environment)
{
    private readonly IReadOnlyList<ScheduleKeeper> keepers = environment.Platform switch
    {
        HostPlatform.Windows => [new ScheduledTasks(environment)],
        HostPlatform.MacOS => [new LaunchAgents(environment), new Crontab(environment)],
        _ => [new SystemdTimers(environment), new Crontab(environment)],
    };

    /// <summary>The scheduler of a kind; the system's default if none is named. E9001: this system has no such kind.</summary>
    public ScheduleKeeper Keeper(ScheduleKind? kind) =>
        kind is null
            ? keepers.First(keeper => keeper is not SystemdTimers { IsRunning: false })
            : keepers.FirstOrDefault(keeper => keeper.Kind == kind)
                ?? throw new RimuruException(
                    ErrorCodes.InvalidArgument,
                    $"-Kind '{kind}' is not available on this system. Use {string.Join(" and ", keepers.Select(keeper => keeper.Kind))}.",
                    "-Kind"
                );

    /// <summary>Every schedule that Rimuru created on this system.</summary>
    public IReadOnlyList<Schedule> All() => [.. keepers.SelectMany(keeper => keeper.Read())];

    /// <summary>Creates a schedule and removes one with the same name, which may be in another scheduler.</summary>
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

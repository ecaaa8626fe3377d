namespace Rimuru;

/// <summary>The scheduler of a schedule.</summary>
public enum ScheduleKind
{
    /// <summary>A timer of the user's systemd instance.</summary>
    Systemd,

    /// <summary>A line of the user's crontab.</summary>
    Cron,

    /// <summary>A launch agent of the user on macOS.</summary>
    Launchd,

    /// <summary>A task of the Windows Task Scheduler.</summary>
    TaskScheduler,
}

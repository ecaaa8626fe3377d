namespace Rimuru;

/// <summary>What of the operating system keeps a schedule.</summary>
public enum ScheduleKind
{
    /// <summary>A timer of the user's systemd.</summary>
    Systemd,

    /// <summary>A line of the user's crontab.</summary>
    Cron,

    /// <summary>A launch agent of the user on macOS.</summary>
    Launchd,

    /// <summary>A task of the Windows Task Scheduler.</summary>
    TaskScheduler,
}

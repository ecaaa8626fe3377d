namespace Rimuru;

/// <summary>A schedule of the operating system that Rimuru made, and that runs Rimuru's syncs without a user.</summary>
public sealed record Schedule
{
    /// <summary>Its name; two that differ only in case are the same.</summary>
    public required string Name { get; init; }

    /// <summary>What of the operating system keeps it.</summary>
    public ScheduleKind Kind { get; init; }

    /// <summary>What it syncs.</summary>
    public ScheduleTask Task { get; init; }

    /// <summary>The time between two runs; null where it runs once a day.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>The local time of the daily run; null where it runs at an interval.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>The home folder whose agents it reads; null for the user's own.</summary>
    public string? HomePath { get; init; }

    /// <summary>The ledger it writes to; null for the usual one.</summary>
    public string? Database { get; init; }

    /// <summary>Where the system keeps it: a file, <c>crontab</c>, or the path of a task.</summary>
    public required string Location { get; init; }

    /// <summary>When it runs next; null where the system does not tell.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Kind})";
}

namespace Rimuru;

/// <summary>A schedule in the operating system that Rimuru created and that runs Rimuru's syncs unattended.</summary>
public sealed record Schedule
{
    /// <summary>Its name, which ignores case.</summary>
    public required string Name { get; init; }

    /// <summary>The scheduler that it is in.</summary>
    public ScheduleKind Kind { get; init; }

    /// <summary>What it syncs.</summary>
    public ScheduleTask Task { get; init; }

    /// <summary>The time between two runs; null for a daily schedule.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>The local time of the daily run; null for an interval.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>The home folder whose agents it reads; null for the user's own.</summary>
    public string? HomePath { get; init; }

    /// <summary>The URL of the ledger that it writes to; null for the default.</summary>
    public string? Database { get; init; }

    /// <summary>Its location: a file, <c>crontab</c>, or the path of a task.</summary>
    public required string Location { get; init; }

    /// <summary>When it runs next; null if the system does not report it.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Kind})";
}

namespace Rimuru;

/// <summary>Whether an agent's data can be read, what is wrong, and what to do about it.</summary>
public sealed record AgentHealth
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The worst status of all findings.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>Path of the agent's program; null if none was found.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>The program's version; null if unknown.</summary>
    public string? Version { get; init; }

    /// <summary>The existing locations of its data, as absolute paths.</summary>
    public IReadOnlyList<string> Roots
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>The findings, the worst first; empty if all is well.</summary>
    public IReadOnlyList<HealthFinding> Findings { get; init; } = [];

    /// <summary>When the check ran.</summary>
    public DateTimeOffset CheckedAt { get; init; }

    /// <summary>True if Rimuru can read everything that the agent logs.</summary>
    public bool IsHealthy => Status is HealthStatus.Healthy;

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {Status}";
}

/// <summary>One finding of a health check.</summary>
/// <param name="Status">The severity.</param>
/// <param name="Message">What is wrong, with the file or location.</param>
/// <param name="Action">What to do.</param>
public sealed record HealthFinding(HealthStatus Status, string Message, string Action)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Message} {Action}";
}

/// <summary>How well an agent's data can be read, from best to worst.</summary>
public enum HealthStatus
{
    /// <summary>Everything can be read.</summary>
    Healthy,

    /// <summary>The agent is not on this machine.</summary>
    Absent,

    /// <summary>Reading it is disabled in the configuration.</summary>
    Disabled,

    /// <summary>It can be read, but something needs attention.</summary>
    Degraded,

    /// <summary>Something cannot be read.</summary>
    Unhealthy,
}

namespace Rimuru;

/// <summary>Whether an agent can be read, what is wrong, and what to do about it.</summary>
public sealed record AgentHealth
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The worst of the findings.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>The program; null where none was found.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>The program's version; null where it could not be told.</summary>
    public string? Version { get; init; }

    /// <summary>The places of its data that exist.</summary>
    public IReadOnlyList<string> Roots { get; init => field = NameList.Of(value); } = NameList.Of([]);

    /// <summary>What was found, the worst first; empty where all is well.</summary>
    public IReadOnlyList<HealthFinding> Findings { get; init; } = [];

    /// <summary>When it was looked at.</summary>
    public DateTimeOffset CheckedAt { get; init; }

    /// <summary>True where nothing keeps Rimuru from reading what the agent logs.</summary>
    public bool IsHealthy => Status is HealthStatus.Healthy;

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {Status}";
}

/// <summary>One thing that a health check has to say.</summary>
/// <param name="Status">How bad it is.</param>
/// <param name="Message">What is wrong, with the file or the place.</param>
/// <param name="Action">What to do.</param>
public sealed record HealthFinding(HealthStatus Status, string Message, string Action)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Message} {Action}";
}

/// <summary>How well an agent can be read, from well to not at all.</summary>
public enum HealthStatus
{
    /// <summary>Everything can be read.</summary>
    Healthy,

    /// <summary>The agent is not on this machine.</summary>
    Absent,

    /// <summary>The configuration says that it is not to be read.</summary>
    Disabled,

    /// <summary>It can be read, but something is amiss.</summary>
    Degraded,

    /// <summary>Something cannot be read.</summary>
    Unhealthy,
}

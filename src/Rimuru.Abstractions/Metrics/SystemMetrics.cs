namespace Rimuru;

/// <summary>What a machine and the agents on it do at a moment. What the system or a log does not tell is null.</summary>
public sealed record SystemMetrics
{
    /// <summary>When it was measured.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The machine.</summary>
    public required string Machine { get; init; }

    /// <summary>The part of all processors that was busy between the two looks, in percent.</summary>
    public decimal? CpuPercent { get; init; }

    /// <summary>The memory that is not available to programs, in bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>The memory of the machine, in bytes.</summary>
    public long? MemoryTotal { get; init; }

    /// <summary>The processes of all agents.</summary>
    public long? Processes { get; init; }

    /// <summary>The active sessions of this machine.</summary>
    public long? ActiveSessions { get; init; }

    /// <summary>The tokens of the last minute.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>The cost of the last minute in US dollars; null if nothing of it has a price.</summary>
    public decimal? CostPerMinute { get; init; }

    /// <summary>The requests of the last minute.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>The sessions of the last minute that failed; null if no log says so.</summary>
    public long? Failures { get; init; }

    /// <summary>The agents whose data is on this machine, or that run on it.</summary>
    public IReadOnlyList<AgentMetrics> Agents { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Machine} {Time:O}: CPU {CpuPercent?.ToString("0.#") ?? "unknown"} %, ")
        + FormattableString.Invariant($"{ActiveSessions?.ToString() ?? "unknown"} active sessions");
}

namespace Rimuru;

/// <summary>What one agent does on a machine. What it has started is counted with it.</summary>
public sealed record AgentMetrics
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Its processes and those that they have started.</summary>
    public long? Processes { get; init; }

    /// <summary>The part of all processors that they used, in percent.</summary>
    public decimal? CpuPercent { get; init; }

    /// <summary>The memory that they have resident, in bytes; what several share is counted for each.</summary>
    public long? Memory { get; init; }

    /// <summary>Its active sessions on this machine.</summary>
    public long? ActiveSessions { get; init; }

    /// <summary>The tokens of the last minute.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>The cost of the last minute in US dollars; null if nothing of it has a price.</summary>
    public decimal? CostPerMinute { get; init; }

    /// <summary>The requests of the last minute.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>The sessions of the last minute that failed; null if no log says so.</summary>
    public long? Failures { get; init; }
}

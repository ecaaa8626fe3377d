namespace Rimuru;

/// <summary>What is measured of a machine and of each agent on it.</summary>
public enum MetricName
{
    /// <summary>The part of all processors that is busy, in percent.</summary>
    Cpu,

    /// <summary>The memory in use, in bytes.</summary>
    Memory,

    /// <summary>The processes of agents and all that they have started.</summary>
    Processes,

    /// <summary>The sessions that are active.</summary>
    ActiveSessions,

    /// <summary>The tokens of the last minute.</summary>
    Tokens,

    /// <summary>The cost of the last minute in US dollars.</summary>
    Cost,

    /// <summary>The requests of the last minute.</summary>
    Requests,

    /// <summary>The sessions of the last minute that failed, as their logs say.</summary>
    Failures,
}

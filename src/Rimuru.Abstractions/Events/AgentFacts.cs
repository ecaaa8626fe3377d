using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>What events of agents tell.</summary>
public abstract record AgentFacts : RimuruEvent
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The machine.</summary>
    public string? Machine { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => Agent;
}

/// <summary>Logs of an agent appeared on a machine.</summary>
public sealed record AgentConnectedEvent : AgentFacts
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.AgentConnected;
}

/// <summary>The logs of an agent are gone from a machine.</summary>
public sealed record AgentDisconnectedEvent : AgentFacts
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.AgentDisconnected;
}

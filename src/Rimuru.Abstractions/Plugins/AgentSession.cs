namespace Rimuru;

/// <summary>What the log of an agent says about a session.</summary>
public sealed record AgentSession
{
    /// <summary>Its id among the agent's sessions.</summary>
    public required string SessionId { get; init; }

    /// <summary>The session that started it; null for none.</summary>
    public string? ParentSessionId { get; init; }

    /// <summary>The name of the sub-agent whose session it is; null for none.</summary>
    public string? SubAgent { get; init; }

    /// <summary>The folder that the agent worked in.</summary>
    public string? Folder { get; init; }

    /// <summary>The git branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Its title. It must be no text of a prompt.</summary>
    public string? Title { get; init; }

    /// <summary>The version of the agent.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>The time of its first line; null if unknown.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The time of its last line; null if unknown.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>Its number of turns; null if the log does not have it.</summary>
    public long? Turns { get; init; }
}

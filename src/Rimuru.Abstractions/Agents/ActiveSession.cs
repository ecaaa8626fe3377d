namespace Rimuru;

/// <summary>A session that an agent is working in.</summary>
public sealed record ActiveSession
{
    /// <summary>The session id, as the agent assigned it.</summary>
    public required string SessionId { get; init; }

    /// <summary>The agent: <c>ClaudeCode</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Time of the first log line.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Time of the last log line.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>Id of the process on this machine that has the session open; null if unknown.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The model with the most responses; null before the first response.</summary>
    public string? Model { get; init; }

    /// <summary>The project.</summary>
    public string? Project { get; init; }

    /// <summary>Total number of tokens so far.</summary>
    public long TotalTokens { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {SessionId}";

    /// <summary>Converts a session to an active one.</summary>
    public static ActiveSession Of(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new ActiveSession
        {
            SessionId = session.SessionId,
            Agent = session.Agent,
            StartedAt = session.StartedAt,
            LastActivity = session.LastActivity,
            ProcessId = session.ProcessId,
            Model = session.Models.Count > 0 ? session.Models[0] : null,
            Project = session.Project,
            TotalTokens = session.TotalTokens,
        };
    }
}

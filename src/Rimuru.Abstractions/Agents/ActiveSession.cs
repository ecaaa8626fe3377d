namespace Rimuru;

/// <summary>A session that an agent is working in.</summary>
public sealed record ActiveSession
{
    /// <summary>The agent's own id of the session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The agent: <c>ClaudeCode</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Time of the first log line.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Time of the last log line.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The process of this machine that has it open; null where none is known.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The model that answered most; null before the first answer.</summary>
    public string? Model { get; init; }

    /// <summary>The project.</summary>
    public string? Project { get; init; }

    /// <summary>All tokens so far.</summary>
    public long TotalTokens { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {SessionId}";

    /// <summary>The session as an active one.</summary>
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

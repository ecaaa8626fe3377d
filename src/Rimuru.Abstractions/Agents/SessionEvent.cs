namespace Rimuru;

/// <summary>A change of a session.</summary>
public sealed record SessionEvent
{
    /// <summary>The kind of change.</summary>
    public required SessionEventKind Kind { get; init; }

    /// <summary>When the change was detected.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The session after the change.</summary>
    public required Session Session { get; init; }

    /// <summary>The agent.</summary>
    public string Agent => Session.Agent;

    /// <summary>The session id, as the agent assigned it.</summary>
    public string SessionId => Session.SessionId;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Session}";
}

/// <summary>The kinds of session events.</summary>
public enum SessionEventKind
{
    /// <summary>The session is new, or active again.</summary>
    Started,

    /// <summary>The session has new log lines, tokens or another title.</summary>
    Updated,

    /// <summary>The session is no longer active.</summary>
    Ended,
}

namespace Rimuru;

/// <summary>What happened to a session while it was watched.</summary>
public sealed record SessionEvent
{
    /// <summary>What happened.</summary>
    public required SessionEventKind Kind { get; init; }

    /// <summary>When it was seen.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The session as it stands now.</summary>
    public required Session Session { get; init; }

    /// <summary>The agent.</summary>
    public string Agent => Session.Agent;

    /// <summary>The agent's own id of the session.</summary>
    public string SessionId => Session.SessionId;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Session}";
}

/// <summary>What can happen to a session.</summary>
public enum SessionEventKind
{
    /// <summary>It is new, or work in it has begun again.</summary>
    Started,

    /// <summary>It went on: new log lines, tokens, another title.</summary>
    Updated,

    /// <summary>It is no longer active.</summary>
    Ended,
}

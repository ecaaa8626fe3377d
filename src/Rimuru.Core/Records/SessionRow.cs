namespace Rimuru.Core.Records;

/// <summary>What one file says of a session. Copies merge: the earliest line names the folder, the latest names branch, title, version and end.</summary>
internal sealed class SessionRow(SessionRef session)
{
    public SessionRef Session { get; } = session;

    /// <summary>The file, by a number that is the same on every machine; set by whoever reads it.</summary>
    public long Source { get; set; }

    /// <summary>How well each thing was told, where another ledger says so; null for what a file says all at once.</summary>
    public SessionTold? Told { get; init; }

    /// <summary>What another ledger has of the session's end; null for what a file says.</summary>
    public SessionStatus? Status { get; init; }

    /// <summary>When it ended, where another ledger says so.</summary>
    public long? EndedMs { get; init; }

    public string? ParentSessionId { get; set; }

    public string? SubAgent { get; set; }

    public string? WorkingDirectory { get; set; }

    public string? Branch { get; set; }

    public string? Title { get; set; }

    public string? AgentVersion { get; set; }

    public long? FirstMs { get; set; }

    public long? LastMs { get; set; }

    public SessionEnd End { get; set; }

    /// <summary>Turns that the file tells of; of several files the highest counts. Null where it tells of none.</summary>
    public long? Turns { get; set; }

    /// <summary>Widens the time span by one log line.</summary>
    public void Seen(long unixMs)
    {
        if (FirstMs is null || unixMs < FirstMs) FirstMs = unixMs;
        if (LastMs is null || unixMs > LastMs) LastMs = unixMs;
    }
}

/// <summary>How the last turn stood when the log was read. The numbers are stored.</summary>
internal enum SessionEnd : byte
{
    Unknown = 0,
    OpenTurn = 1,
    Completed = 2,
    Cancelled = 3,
    Failed = 4,
}

namespace Rimuru.Core.Records;

/// <summary>
/// What one file says about a session. Copies are merged: the earliest line gives the folder; the latest gives branch, title, version and
/// end.
/// </summary>
internal sealed class SessionRow(SessionRef session)
{
    public SessionRef Session { get; } = session;

    /// <summary>The file, by a hash that is the same on every machine; set by ingest.</summary>
    public long Source { get; set; }

    /// <summary>Where each fact came from, if the row is another ledger's; null for a row of a file.</summary>
    public SessionProvenance? Provenance { get; init; }

    /// <summary>The status in another ledger; null for a row of a file.</summary>
    public SessionStatus? Status { get; init; }

    /// <summary>When it ended, if the row is another ledger's.</summary>
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

    /// <summary>Number of turns in the file; of several files the highest number counts. Null if the log does not record turns.</summary>
    public long? Turns { get; set; }

    /// <summary>The same facts of another session.</summary>
    public SessionRow Of(SessionRef other) =>
        new(other)
        {
            Source = Source,
            Provenance = Provenance,
            Status = Status,
            EndedMs = EndedMs,
            ParentSessionId = ParentSessionId,
            SubAgent = SubAgent,
            WorkingDirectory = WorkingDirectory,
            Branch = Branch,
            Title = Title,
            AgentVersion = AgentVersion,
            FirstMs = FirstMs,
            LastMs = LastMs,
            End = End,
            Turns = Turns,
        };

    /// <summary>Widens the time span by one log line.</summary>
    public void Seen(long unixMs)
    {
        if (FirstMs is null || unixMs < FirstMs)
            FirstMs = unixMs;
        if (LastMs is null || unixMs > LastMs)
            LastMs = unixMs;
    }
}

/// <summary>State of the last turn when the log was read. The numbers are stored.</summary>
internal enum SessionEnd : byte
{
    Unknown = 0,
    OpenTurn = 1,
    Completed = 2,
    Cancelled = 3,
    Failed = 4,
}

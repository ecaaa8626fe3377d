namespace Rimuru.Core.Records;

/// <summary>A session as the ledger keeps it, without its sums.</summary>
internal sealed record StoredSession
{
    public long Id { get; init; }

    public required string Agent { get; init; }

    public required string SessionId { get; init; }

    public string? ParentSessionId { get; init; }

    public string? SubAgent { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>The project that most of its tokens were used in.</summary>
    public string? MainProject { get; init; }

    /// <summary>The project of its requests; without requests, the name of its folder.</summary>
    public string? Project => ProjectOf(MainProject, WorkingDirectory);

    public static string? ProjectOf(string? mainProject, string? workingDirectory) => mainProject ?? ProjectName.Of(workingDirectory);

    public string? Branch { get; init; }

    public string? Title { get; init; }

    public string? AgentVersion { get; init; }

    public long? FirstMs { get; init; }

    public long? LastMs { get; init; }

    public SessionEnd End { get; init; }

    public long? Turns { get; init; }

    /// <summary>Where each of the above facts came from.</summary>
    public SessionProvenance Provenance { get; init; }

    /// <summary>Active from its first line until a sweep finds that it has ended.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public long? EndedMs { get; init; }

    public string? Machine { get; init; }

    public string? User { get; init; }
}

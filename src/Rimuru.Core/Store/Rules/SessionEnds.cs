using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>When a session has ended: the rule of <c>docs/sessions.md</c>.</summary>
internal static class SessionEnds
{
    /// <summary>A session whose last line is younger, and tells of no end, counts as active.</summary>
    public static readonly TimeSpan ActiveFor = TimeSpan.FromMinutes(10);

    /// <summary>The same where the process that had the session open is gone: it may have been one of a container, whose processes are not seen from here.</summary>
    public static readonly TimeSpan ActiveWithoutProcess = TimeSpan.FromMinutes(1);

    /// <summary>Whether a process has it open, what the log says of its last turn, and how old it is.</summary>
    public static SessionStatus StatusOf(StoredSession session, ProcessEvidence? process, DateTimeOffset now)
    {
        if (process is { IsLive: true }) return SessionStatus.Active;
        TimeSpan activeFor = process is null ? ActiveFor : ActiveWithoutProcess;
        bool isYoung = session.LastMs is { } last && now.ToUnixTimeMilliseconds() - last < activeFor.TotalMilliseconds;
        return session.End switch
        {
            SessionEnd.Cancelled => SessionStatus.Cancelled,
            SessionEnd.Failed => SessionStatus.Failed,
            SessionEnd.OpenTurn => isYoung ? SessionStatus.Active : SessionStatus.Failed,
            SessionEnd.Completed => SessionStatus.Completed,
            _ => isYoung ? SessionStatus.Active : SessionStatus.Completed,
        };
    }
}

/// <summary>What a sweep found of one session.</summary>
/// <param name="Id">The session's row.</param>
/// <param name="Session">The session.</param>
/// <param name="SeenMs">Its last line when the sweep looked: where another process has written a later one, the finding no longer holds.</param>
/// <param name="Status">How it stands.</param>
/// <param name="EndedMs">When it ended; null where it is active.</param>
internal sealed record SessionFinding(long Id, SessionRef Session, long? SeenMs, SessionStatus Status, long? EndedMs);

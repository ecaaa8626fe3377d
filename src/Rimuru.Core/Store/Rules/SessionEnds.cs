using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>Decides whether a session has ended, by the rule of <c>docs/sessions.md</c>.</summary>
internal static class SessionEnds
{
    /// <summary>A session whose last line is younger than this, and not an end, counts as active.</summary>
    public static readonly TimeSpan ActiveFor = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The same if the session's process is gone. The session may still be active, as a process in a container is not visible from here.
    /// </summary>
    public static readonly TimeSpan ActiveWithoutProcess = TimeSpan.FromMinutes(1);

    /// <summary>The status by process, last turn and age of the last line.</summary>
    public static SessionStatus StatusOf(StoredSession session, ProcessEvidence? process, DateTimeOffset now)
    {
        if (process is { IsLive: true })
            return SessionStatus.Active;
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

/// <summary>The result of a sweep for one session.</summary>
/// <param name="Id">The session's row id.</param>
/// <param name="Session">The session.</param>
/// <param name="SeenMs">
/// Time of its last line during the sweep. If a later line has been written meanwhile, the finding is discarded.
/// </param>
/// <param name="Status">The status.</param>
/// <param name="EndedMs">When it ended; null while it is active.</param>
internal sealed record SessionFinding(long Id, SessionRef Session, long? SeenMs, SessionStatus Status, long? EndedMs);

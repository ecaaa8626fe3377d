using System.Globalization;
using Rimuru.Core.Events;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>
/// What makes the events of a session one fact each, and how its start is told: the same in a write and in a look at the past.
/// </summary>
internal static class SessionStarts
{
    /// <summary>
    /// The fact of a session's end is its time; that of a start the end that was told before it, which is 0 for the first.
    /// </summary>
    public static string FactOf(StoredSession session, long endMs) =>
        string.Create(CultureInfo.InvariantCulture, $"{session.Agent}/{session.SessionId}/{endMs}");

    /// <summary>The start of a session, or its going on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="sharing">In which form its texts are told.</param>
    /// <param name="told">When its end was told; null if it was not.</param>
    /// <param name="atMs">When it began or went on.</param>
    public static StoredEvent Of(StoredSession session, Sharing sharing, long? told, long atMs) =>
        StoredEvent.Of(
            FactOf(session, told ?? 0),
            new SessionStartEvent
            {
                Agent = session.Agent,
                SessionId = session.SessionId,
                ParentSessionId = session.ParentSessionId,
                Project = session.Project,
                Branch = session.Branch,
                Machine = session.Machine,
                User = session.User,
                Title = sharing.Title(session.Title),
                Folder = sharing.Folder(session.WorkingDirectory),
                Started = session.FirstMs is { } first ? Moment.Of(first) : null,
                Resumed = told is not null,
                Time = Moment.Of(atMs),
            }
        );
}

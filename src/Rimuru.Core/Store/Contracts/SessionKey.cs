using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>What chooses and orders sessions, without all else that the ledger knows of them.</summary>
/// <param name="Id">The <see cref="StoredSession.Id"/>.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Machine">The machine.</param>
/// <param name="User">The user.</param>
/// <param name="Status">The status; active until a sweep finds that it has ended.</param>
/// <param name="FirstMs">The start, in Unix milliseconds.</param>
/// <param name="LastMs">The last activity, in Unix milliseconds.</param>
/// <param name="Text">The text that was asked for; null if it has none.</param>
internal sealed record SessionKey(
    long Id,
    string Agent,
    string? Machine,
    string? User,
    SessionStatus Status,
    long? FirstMs,
    long? LastMs,
    string? Text
)
{
    public bool IsActive => Status == SessionStatus.Active;
}

/// <summary>A text of sessions.</summary>
internal enum SessionText
{
    None,

    /// <summary>The <see cref="StoredSession.SessionId"/>.</summary>
    SessionId,

    /// <summary>The <see cref="StoredSession.Title"/>.</summary>
    Title,

    /// <summary>The <see cref="StoredSession.Project"/>.</summary>
    Project,
}

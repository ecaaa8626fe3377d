using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>What becomes of a session when a file says something of it: the earliest line names the folder, the latest names branch, title, version and end; a parent stays.</summary>
internal static class SessionMerge
{
    /// <param name="known">The session so far.</param>
    /// <param name="said">What the file says.</param>
    public static StoredSession Of(StoredSession known, SessionRow said)
    {
        bool isEarlier = said.FirstMs < known.FirstMs, isLatest = known.LastMs is null || said.LastMs >= known.LastMs;
        return known with
        {
            ParentSessionId = known.ParentSessionId ?? said.ParentSessionId,
            SubAgent = known.SubAgent ?? said.SubAgent,
            WorkingDirectory = known.WorkingDirectory is null || isEarlier ? said.WorkingDirectory ?? known.WorkingDirectory : known.WorkingDirectory,
            Branch = Latest(known.Branch, said.Branch),
            Title = Latest(known.Title, said.Title),
            AgentVersion = Latest(known.AgentVersion, said.AgentVersion),
            End = said.End != SessionEnd.Unknown && isLatest ? said.End : known.End,
            FirstMs = known.FirstMs is null || isEarlier ? said.FirstMs ?? known.FirstMs : known.FirstMs,
            LastMs = known.LastMs is null || said.LastMs > known.LastMs ? said.LastMs ?? known.LastMs : known.LastMs,
            Turns = known.Turns is null || said.Turns > known.Turns ? said.Turns ?? known.Turns : known.Turns,
        };

        string? Latest(string? before, string? now) => before is null || isLatest ? now ?? before : before;
    }
}

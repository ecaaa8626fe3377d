using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>
/// What becomes of a session when a file says something of it: the earliest line names parent, sub-agent and folder, the latest names branch, title, version and end.
/// Each is kept with how well it was told, so that the order in which files are read does not matter. What one file says later replaces what it said before.
/// </summary>
internal static class SessionMerge
{
    /// <param name="known">The session so far.</param>
    /// <param name="said">What the file says.</param>
    public static StoredSession Of(StoredSession known, SessionRow said)
    {
        SessionTold was = known.Told, now = said.Told ?? SessionTold.Of(said.FirstMs, said.LastMs, said.Source);
        Word parent = First(new(known.ParentSessionId, was.Parent), new(said.ParentSessionId, now.Parent));
        Word subAgent = First(new(known.SubAgent, was.SubAgent), new(said.SubAgent, now.SubAgent));
        Word folder = First(new(known.WorkingDirectory, was.Folder), new(said.WorkingDirectory, now.Folder));
        Word branch = Last(new(known.Branch, was.Branch), new(said.Branch, now.Branch));
        Word title = Last(new(known.Title, was.Title), new(said.Title, now.Title));
        Word version = Last(new(known.AgentVersion, was.Version), new(said.AgentVersion, now.Version));
        bool isNewEnd = said.End != SessionEnd.Unknown && (known.End == SessionEnd.Unknown || now.End >= was.End);
        StoredSession merged = known with
        {
            ParentSessionId = parent.Text,
            SubAgent = subAgent.Text,
            WorkingDirectory = folder.Text,
            Branch = branch.Text,
            Title = title.Text,
            AgentVersion = version.Text,
            End = isNewEnd ? said.End : known.End,
            FirstMs = known.FirstMs is null || said.FirstMs < known.FirstMs ? said.FirstMs ?? known.FirstMs : known.FirstMs,
            LastMs = known.LastMs is null || said.LastMs > known.LastMs ? said.LastMs ?? known.LastMs : known.LastMs,
            Turns = known.Turns is null || said.Turns > known.Turns ? said.Turns ?? known.Turns : known.Turns,
            Told = new SessionTold(parent.Told, subAgent.Told, folder.Told, branch.Told, title.Told, version.Told, isNewEnd ? now.End : was.End),
        };
        return Reopen(known, merged, said);
    }

    /// <summary>What a write did to a session.</summary>
    public static SessionChangeKinds Change(StoredSession before, StoredSession after)
    {
        if (before with { Told = after.Told } == after) return SessionChangeKinds.None;
        bool isNew = before.FirstMs is null && before.LastMs is null && before.EndedMs is null;
        bool hasBegun = isNew || (before.Status != SessionStatus.Active && after.Status == SessionStatus.Active);
        return hasBegun ? SessionChangeKinds.Began : SessionChangeKinds.WentOn;
    }

    /// <summary>A session with a later line, or another word on its end, is open until a sweep looks at it. Another ledger has had its sweeps already.</summary>
    private static StoredSession Reopen(StoredSession known, StoredSession merged, SessionRow said)
    {
        if (merged.LastMs == known.LastMs && merged.End == known.End) return merged;
        bool isTold = said.Status is not null && said.LastMs == merged.LastMs;
        return merged with { Status = isTold ? said.Status!.Value : SessionStatus.Active, EndedMs = isTold ? said.EndedMs : null };
    }

    /// <summary>The word that was told first, in the log's time; a file that says it again changes nothing.</summary>
    private static Word First(Word known, Word said)
    {
        if (said.Text is null) return known;
        return known.Text is null || said.Told > known.Told ? said : known;
    }

    /// <summary>The word that was told last, in the log's time; a file may correct itself.</summary>
    private static Word Last(Word known, Word said)
    {
        if (said.Text is null) return known;
        return known.Text is null || said.Told >= known.Told ? said : known;
    }

    private readonly record struct Word(string? Text, Rank Told);
}

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
        SessionProvenance was = known.Provenance, now = said.Provenance ?? SessionProvenance.Of(said.FirstMs, said.LastMs, said.Source);
        Fact parent = First(new(known.ParentSessionId, was.Parent), new(said.ParentSessionId, now.Parent));
        Fact subAgent = First(new(known.SubAgent, was.SubAgent), new(said.SubAgent, now.SubAgent));
        Fact folder = First(new(known.WorkingDirectory, was.Folder), new(said.WorkingDirectory, now.Folder));
        Fact branch = Last(new(known.Branch, was.Branch), new(said.Branch, now.Branch));
        Fact title = Last(new(known.Title, was.Title), new(said.Title, now.Title));
        Fact version = Last(new(known.AgentVersion, was.Version), new(said.AgentVersion, now.Version));
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
            Provenance = new SessionProvenance(parent.Rank, subAgent.Rank, folder.Rank, branch.Rank, title.Rank, version.Rank, isNewEnd ? now.End : was.End),
        };
        return Reopen(known, merged, said);
    }

    /// <summary>What a write did to a session.</summary>
    public static SessionChangeKinds Change(StoredSession before, StoredSession after)
    {
        if (before with { Provenance = after.Provenance } == after) return SessionChangeKinds.None;
        bool isNew = before.FirstMs is null && before.LastMs is null && before.EndedMs is null;
        bool hasBegun = isNew || (before.Status != SessionStatus.Active && after.Status == SessionStatus.Active);
        return hasBegun ? SessionChangeKinds.Began : SessionChangeKinds.Updated;
    }

    /// <summary>A session with a later line, or another word on its end, is open until a sweep looks at it. Another ledger has had its sweeps already.</summary>
    private static StoredSession Reopen(StoredSession known, StoredSession merged, SessionRow said)
    {
        if (merged.LastMs == known.LastMs && merged.End == known.End) return merged;
        bool isStated = said.Status is not null && said.LastMs == merged.LastMs;
        return merged with { Status = isStated ? said.Status!.Value : SessionStatus.Active, EndedMs = isStated ? said.EndedMs : null };
    }

    /// <summary>The word that was told first, in the log's time; a file that says it again changes nothing.</summary>
    private static Fact First(Fact known, Fact said)
    {
        if (said.Text is null) return known;
        return known.Text is null || said.Rank > known.Rank ? said : known;
    }

    /// <summary>The word that was told last, in the log's time; a file may correct itself.</summary>
    private static Fact Last(Fact known, Fact said)
    {
        if (said.Text is null) return known;
        return known.Text is null || said.Rank >= known.Rank ? said : known;
    }

    private readonly record struct Fact(string? Text, Rank Rank);
}

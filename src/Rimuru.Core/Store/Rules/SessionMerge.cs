using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>
/// Merges what a file says about a session: the earliest line gives parent, sub-agent and folder; the latest gives branch, title, version
/// and end. Each fact is stored with its rank, so that the reading order does not matter. A later line of the same file replaces an earlier
/// one.
/// </summary>
internal static class SessionMerge
{
    /// <param name="known">The session so far.</param>
    /// <param name="said">The session in the file.</param>
    public static StoredSession Of(StoredSession known, SessionRow said)
    {
        SessionProvenance was = known.Provenance,
            now = said.Provenance ?? SessionProvenance.Of(said.FirstMs, said.LastMs, said.Source);
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
            Provenance = new SessionProvenance(
                parent.Rank,
                subAgent.Rank,
                folder.Rank,
                branch.Rank,
                title.Rank,
                version.Rank,
                isNewEnd ? now.End : was.End
            ),
        };
        return Reopen(known, merged, said);
    }

    /// <summary>The changes between two states of a session.</summary>
    public static SessionChangeKinds Change(StoredSession before, StoredSession after)
    {
        if (before with { Provenance = after.Provenance } == after)
            return SessionChangeKinds.None;
        bool isNew = before.FirstMs is null && before.LastMs is null && before.EndedMs is null;
        bool hasBegun = isNew || (before.Status != SessionStatus.Active && after.Status == SessionStatus.Active);
        return hasBegun ? SessionChangeKinds.Began : SessionChangeKinds.Updated;
    }

    /// <summary>
    /// A session with a later line, or another end, is active until the next sweep. The status of another ledger is kept, as that ledger
    /// has been swept.
    /// </summary>
    private static StoredSession Reopen(StoredSession known, StoredSession merged, SessionRow said)
    {
        if (merged.LastMs == known.LastMs && merged.End == known.End)
            return merged;
        bool isStated = said.Status is not null && said.LastMs == merged.LastMs;
        return merged with { Status = isStated ? said.Status!.Value : SessionStatus.Active, EndedMs = isStated ? said.EndedMs : null };
    }

    /// <summary>The fact with the earlier line; a repetition in the same file changes nothing.</summary>
    private static Fact First(Fact known, Fact said)
    {
        if (said.Text is null)
            return known;
        return known.Text is null || said.Rank > known.Rank ? said : known;
    }

    /// <summary>The fact with the later line; a later line of the same file may correct it.</summary>
    private static Fact Last(Fact known, Fact said)
    {
        if (said.Text is null)
            return known;
        return known.Text is null || said.Rank >= known.Rank ? said : known;
    }

    private readonly record struct Fact(string? Text, Rank Rank);
}

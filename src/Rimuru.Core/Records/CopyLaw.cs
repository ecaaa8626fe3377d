namespace Rimuru.Core.Records;

/// <summary>
/// The law of copies: which of two copies of one response decides the usage, and which decides the owner. Both are total orders over
/// everything that the ledger keeps of a copy, so the result does not depend on the reading order. Ranks decide; content breaks ties.
/// </summary>
internal static class CopyLaw
{
    /// <summary>
    /// Above 0 if the first copy decides the usage; 0 if both agree. The cost is not compared: it follows from the other fields.
    /// </summary>
    public static int CompareUse(in UsageRow a, in UsageRow b)
    {
        int by = a.Rank.CompareTo(b.Rank);
        if (by != 0)
            return by;

        // Complete before cut off or estimated, larger before smaller, an original before a copy that was written later.
        by = b.Evidence.CompareTo(a.Evidence);
        if (by == 0)
            by = a.Tokens.Total.CompareTo(b.Tokens.Total);
        if (by == 0)
            by = Compare(a.Tokens, b.Tokens);
        if (by == 0)
            by = a.WebSearches.CompareTo(b.WebSearches);
        if (by == 0)
            by = a.Requests.CompareTo(b.Requests);
        if (by == 0)
            by = b.UnixMs.CompareTo(a.UnixMs);
        if (by == 0)
            by = Nullable.Compare(a.ReportedNano?.Value, b.ReportedNano?.Value);
        if (by == 0)
            by = a.Credits.Nano.CompareTo(b.Credits.Nano);
        if (by == 0)
            by = Known(a.Credits.Unit, b.Credits.Unit);
        if (by == 0)
            by = Known(a.Model, b.Model);
        if (by == 0)
            by = Known(a.Provider, b.Provider);
        return by != 0 ? by : Known(a.Terms, b.Terms);
    }

    /// <summary>
    /// Above 0 if the first copy decides the owner; 0 if both name the same owner. The reading machine is not compared: of equal copies the
    /// one that was read first stays.
    /// </summary>
    public static int CompareOwner(in UsageRow a, in UsageRow b)
    {
        int by = a.OwnerRank.CompareTo(b.OwnerRank);
        if (by != 0)
            return by;

        // A sub-agent whose log begins with its session's conversation repeats the session's requests. After that, the copy with more known
        // fields wins.
        by = (a.SubAgent is null).CompareTo(b.SubAgent is null);
        if (by == 0)
            by = (a.Project is not null).CompareTo(b.Project is not null);
        if (by == 0)
            by = (a.Branch is not null).CompareTo(b.Branch is not null);
        if (by == 0)
            by = b.Session.Key.CompareTo(a.Session.Key);
        if (by == 0)
            by = Known(a.SubAgent, b.SubAgent);
        if (by == 0)
            by = Known(a.Project, b.Project);
        if (by == 0)
            by = Known(a.Branch, b.Branch);
        return by != 0 ? by : Known(a.User, b.User);
    }

    /// <summary>Merges two copies: usage from the copy that decides it, owner from the copy that decides it.</summary>
    public static void Merge(ref UsageRow known, in UsageRow copy)
    {
        bool isUse = CompareUse(copy, known) > 0;
        bool isOwner = CompareOwner(copy, known) > 0;
        if (isUse)
        {
            UsageRow before = known;
            known = copy;
            if (!isOwner)
                TakeOwner(ref known, before);
        }
        else if (isOwner)
        {
            TakeOwner(ref known, copy);
        }
    }

    private static void TakeOwner(ref UsageRow row, in UsageRow owner)
    {
        row.OwnerRank = owner.OwnerRank;
        row.Session = owner.Session;
        row.SubAgent = owner.SubAgent;
        row.Folder = owner.Folder;
        row.Project = owner.Project;
        row.Branch = owner.Branch;
        row.User = owner.User;
    }

    private static int Compare(TokenUsage a, TokenUsage b)
    {
        int by = a.Output.CompareTo(b.Output);
        if (by == 0)
            by = a.Input.CompareTo(b.Input);
        if (by == 0)
            by = a.CacheRead.CompareTo(b.CacheRead);
        if (by == 0)
            by = a.CacheWrite1h.CompareTo(b.CacheWrite1h);
        if (by == 0)
            by = a.CacheWrite5m.CompareTo(b.CacheWrite5m);
        return by != 0 ? by : a.Reasoning.CompareTo(b.Reasoning);
    }

    /// <summary>A name comes before null; two names are ordered by their characters (ordinal).</summary>
    private static int Known(string? a, string? b)
    {
        if (a is null || b is null)
            return (a is not null).CompareTo(b is not null);
        return string.CompareOrdinal(b, a);
    }
}

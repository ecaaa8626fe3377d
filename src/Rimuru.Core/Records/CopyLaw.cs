namespace Rimuru.Core.Records;

/// <summary>
/// The law of copies: which of two copies of one response tells what was used, and which tells whose it was. Both are total orders over all that the ledger keeps of a copy,
/// so a response is the same whatever is read first. Ranks decide; where they are equal, content does.
/// </summary>
internal static class CopyLaw
{
    /// <summary>Above 0 where the first copy tells what was used; 0 where both say the same. Its cost is no part of it, which follows from the rest.</summary>
    public static int CompareUse(in UsageRow a, in UsageRow b)
    {
        int by = a.Rank.CompareTo(b.Rank);
        if (by != 0) return by;

        // What is complete comes before what broke off or was guessed, more before less, and an original before a copy that was written later.
        by = b.Evidence.CompareTo(a.Evidence);
        if (by == 0) by = a.Tokens.Total.CompareTo(b.Tokens.Total);
        if (by == 0) by = Compare(a.Tokens, b.Tokens);
        if (by == 0) by = a.WebSearches.CompareTo(b.WebSearches);
        if (by == 0) by = a.Requests.CompareTo(b.Requests);
        if (by == 0) by = b.UnixMs.CompareTo(a.UnixMs);
        if (by == 0) by = Nullable.Compare(a.ReportedNano, b.ReportedNano);
        if (by == 0) by = Known(a.Model, b.Model);
        if (by == 0) by = Known(a.Provider, b.Provider);
        return by != 0 ? by : Known(a.Terms, b.Terms);
    }

    /// <summary>Above 0 where the first copy tells whose request it was; 0 where both name the same. The machine that reads is no part of it: of equal copies the one that was read first stays.</summary>
    public static int CompareOwner(in UsageRow a, in UsageRow b)
    {
        int by = a.OwnerRank.CompareTo(b.OwnerRank);
        if (by != 0) return by;

        // A sub-agent that begins with its session's conversation repeats what the session asked; then whoever knows more.
        by = (a.SubAgent is null).CompareTo(b.SubAgent is null);
        if (by == 0) by = (a.Project is not null).CompareTo(b.Project is not null);
        if (by == 0) by = (a.Branch is not null).CompareTo(b.Branch is not null);
        if (by == 0) by = b.Session.Key.CompareTo(a.Session.Key);
        if (by == 0) by = Known(a.SubAgent, b.SubAgent);
        if (by == 0) by = Known(a.Project, b.Project);
        if (by == 0) by = Known(a.Branch, b.Branch);
        return by != 0 ? by : Known(a.User, b.User);
    }

    /// <summary>Makes of a copy what it and another one say together, each of the two sides from the copy that tells it.</summary>
    public static void Merge(ref UsageRow known, in UsageRow copy)
    {
        bool isUse = CompareUse(copy, known) > 0;
        bool isOwner = CompareOwner(copy, known) > 0;
        if (isUse)
        {
            UsageRow before = known;
            known = copy;
            if (!isOwner) TakeOwner(ref known, before);
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
        if (by == 0) by = a.Input.CompareTo(b.Input);
        if (by == 0) by = a.CacheRead.CompareTo(b.CacheRead);
        if (by == 0) by = a.CacheWrite1h.CompareTo(b.CacheWrite1h);
        if (by == 0) by = a.CacheWrite5m.CompareTo(b.CacheWrite5m);
        return by != 0 ? by : a.Reasoning.CompareTo(b.Reasoning);
    }

    /// <summary>A name comes before none, and of two the first in the order of their characters.</summary>
    private static int Known(string? a, string? b)
    {
        if (a is null || b is null) return (a is not null).CompareTo(b is not null);
        return string.CompareOrdinal(b, a);
    }
}

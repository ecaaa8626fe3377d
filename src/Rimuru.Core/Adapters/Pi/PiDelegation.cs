using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>Decides which of what a session tells of its sub-agents' usage their own files hold.</summary>
internal static class PiDelegation
{
    public static IEnumerable<Verdict> Resolve(LineageFamily family)
    {
        if (OfFiles(family) is { } verdict)
            yield return verdict;

        // The sub-agents of a session are decided together, once.
        RecordKey thread = family.Sources[0].Thread;
        if (!family.Sources.Any(IsOfChild) || family.Siblings.Any(sibling => IsOfChild(sibling) && sibling.Thread.CompareTo(thread) < 0))
            yield break;
        foreach (Verdict report in OfReports(family).Concat(OfAttributions(family)))
            yield return report;
    }

    private static bool IsOfChild(Lineage lineage) => lineage.Source is PiSubAgents.Child or PiSubAgents.Answers;

    /// <summary>A result gives way to what is in those of its files that were read.</summary>
    private static Verdict? OfFiles(LineageFamily family)
    {
        List<Lineage> results = [.. family.Sources.Where(lineage => lineage.Source >= PiSubAgents.Result)];
        if (results.Count == 0)
            results = [.. family.Sources.Where(lineage => lineage.Source == PiSubAgents.FormerResult)];
        if (results.Count == 0)
            return null;
        (RecordKey row, TokenUsage? sum) = PiNotes.SumsIn(results[0].Content).First();
        List<TokenUsage?> files =
        [
            .. results
                .Select(lineage => lineage.Parent)
                .OfType<RecordKey>()
                .Distinct()
                .SelectMany(family.HistoryOf)
                .Where(lineage => lineage.Source == PiSubAgents.File)
                .Select(lineage => PiNotes.SumIn(lineage.Content)),
        ];

        // An older reader did not note the sums: then any file replaces the whole result.
        return sum is { } whole && !files.Contains(null)
            ? Judge(row, whole, Rest(whole, Sum(files)))
            : new Verdict(row, files.Count > 0) { Rest = new Remainder(PiIdentity.OfRest(row), default) };
    }

    /// <summary>The results of a session give way, in their order, to what is in the sessions that it started.</summary>
    private static IEnumerable<Verdict> OfReports(LineageFamily family)
    {
        TokenUsage held = Sum(
            family.Siblings.Where(lineage => lineage.Source == PiSubAgents.Child).Select(lineage => PiNotes.SumIn(lineage.Content))
        );
        foreach ((RecordKey row, TokenUsage? sum) in NotesOf(family.Parent, PiSubAgents.Reports, PiNotes.SumsIn))
        {
            TokenUsage whole = sum ?? default,
                rest = Rest(whole, held);
            held = Rest(held, whole);
            yield return Judge(row, whole, rest);
        }
    }

    /// <summary>An answer that was attributed gives way to one with the same usage in a session that was started.</summary>
    private static IEnumerable<Verdict> OfAttributions(LineageFamily family)
    {
        Dictionary<ulong, int> answers = [];
        foreach (Lineage sibling in family.Siblings.Where(lineage => lineage.Source == PiSubAgents.Answers))
        {
            foreach (ulong usage in PiNotes.UsagesIn(sibling.Content))
                answers[usage] = answers.GetValueOrDefault(usage) + 1;
        }

        HashSet<RecordKey> own = [];
        foreach ((RecordKey row, ulong usage) in NotesOf(family.Parent, PiSubAgents.Attributions, PiNotes.MarksIn))
        {
            own.Add(row);
            yield return new Verdict(row, Take(answers, usage));
        }

        // What a fork copied may be that of the session before its parent too, which is decided there.
        foreach ((RecordKey row, ulong usage) in NotesOf(family.Parent, PiSubAgents.CopiedAttributions, PiNotes.MarksIn))
        {
            if (!own.Contains(row) && Take(answers, usage))
                yield return new Verdict(row, IsCopy: true);
        }
    }

    private static bool Take(Dictionary<ulong, int> answers, ulong usage)
    {
        int left = answers.GetValueOrDefault(usage);
        answers[usage] = left - 1;
        return left > 0;
    }

    private static IEnumerable<(RecordKey Row, T Note)> NotesOf<T>(
        IReadOnlyList<Lineage> session,
        byte source,
        Func<byte[], IEnumerable<(RecordKey Row, T Note)>> read
    ) => session.Where(lineage => lineage.Source == source).SelectMany(lineage => read(lineage.Content)).DistinctBy(note => note.Row);

    private static Verdict Judge(RecordKey row, TokenUsage sum, TokenUsage rest) =>
        new(row, rest != sum) { Rest = new Remainder(PiIdentity.OfRest(row), rest == sum ? default : rest) };

    private static TokenUsage Sum(IEnumerable<TokenUsage?> parts) => parts.OfType<TokenUsage>().Sum();

    /// <summary>What is left of a sum. A sum need not tell how long its cache writes live, nor what of its output was reasoning.</summary>
    private static TokenUsage Rest(TokenUsage sum, TokenUsage held)
    {
        long written = Math.Max(0, sum.CacheWrite5m + sum.CacheWrite1h - held.CacheWrite5m - held.CacheWrite1h),
            kept = Math.Min(written, Math.Max(0, sum.CacheWrite1h - held.CacheWrite1h)),
            output = Math.Max(0, sum.Output - held.Output);
        return new TokenUsage(
            Math.Max(0, sum.Input - held.Input),
            Math.Max(0, sum.CacheRead - held.CacheRead),
            written - kept,
            kept,
            output,
            Math.Min(output, Math.Max(0, sum.Reasoning - held.Reasoning))
        );
    }
}

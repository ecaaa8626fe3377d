using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// Finds the leading rows of a thread that are copies of its parent's. Codex copies the rows of a forked thread into the new file and
/// rewrites their times, so the evidence is in their order, their totals and the tasks around them. <c>docs/agents/Codex.md</c> has the
/// rules.
/// </summary>
internal static class CodexCopies
{
    /// <summary>A single equal row can be chance; two are a common history.</summary>
    private const int SharedRows = 2;

    public static IEnumerable<Verdict> Resolve(LineageFamily family)
    {
        Dictionary<RecordKey, string> models = CodexModels
            .Resolve(family.Sources, family.HistoryOf)
            .DistinctBy(row => row.Response)
            .ToDictionary(row => row.Response, row => row.Model);
        foreach (Verdict verdict in Copies(family))
        {
            yield return models.Remove(verdict.Key, out string? model) ? verdict with { Model = model } : verdict;
        }

        // A record without a count is in no history, and is not a copy.
        foreach ((RecordKey response, string model) in models)
            yield return new Verdict(response, IsCopy: false) { Model = model };
    }

    private static IEnumerable<Verdict> Copies(LineageFamily family)
    {
        Lineage? rollout = family.Sources.FirstOrDefault(source => source.Source == CodexSource.Rollout);
        HashSet<RecordKey> included = CodexExecLogs.Included(family.Sources);
        foreach (Lineage source in family.Sources.Where(source => source.Source != CodexSource.Models))
        {
            CodexHistoryRow[] rows = CodexHistoryRow.ReadAll(source.Content);
            if (source.Source >= CodexSource.Exec)
            {
                // A saved `codex exec --json` log has one row per turn; the rollout has one per response.
                foreach (CodexHistoryRow row in rows)
                    yield return new Verdict(row.Key, rollout is not null || included.Contains(row.Key));
                continue;
            }

            int copies = source.Parent is null
                ? 0
                : Copied(source, rows, family.Parent.FirstOrDefault(p => p.Source == CodexSource.Rollout), family.Siblings);
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i].Key != default)
                    yield return new Verdict(rows[i].Key, i < copies);
            }
        }
    }

    private static int Copied(Lineage child, CodexHistoryRow[] rows, Lineage? parent, IReadOnlyList<Lineage> siblings)
    {
        CodexMarks marks = (CodexMarks)child.Marks;
        CodexHistoryRow[] parentRows = parent is null ? [] : CodexHistoryRow.ReadAll(parent.Content);

        // A page may begin with the snapshot that ended the page before.
        if (marks.HasFlag(CodexMarks.IsPage))
            return FromParent(rows, parentRows, rows.Length);

        // If tasks have start times, the rows after a task of the thread's own life are its own, except a snapshot of the parent's.
        if (marks.HasFlag(CodexMarks.HasTimedTasks))
        {
            int before = BeforeLife(rows);
            return Math.Max(before, FromParent(rows, parentRows, marks.HasFlag(CodexMarks.HasBase) ? rows.Length : before));
        }

        int copied = FromParent(rows, parentRows, rows.Length);
        bool hasTasks = marks.HasFlag(CodexMarks.HasTasks);
        if (hasTasks)
            copied = Math.Max(copied, BeforeLife(rows));
        if (marks.HasFlag(CodexMarks.IsFork))
        {
            foreach (Lineage sibling in siblings)
                copied = Math.Max(copied, FromSibling(child, rows, sibling));
        }

        if (parent is not { Content.Length: > 0 } && !hasTasks)
            copied = Math.Max(copied, InSecondOf(child.CreatedMs, rows));
        return copied;
    }

    /// <summary>The number of leading rows in common with the parent, up to the last total that the parent also has.</summary>
    /// <param name="rows">The thread's rows.</param>
    /// <param name="parent">Its parent's.</param>
    /// <param name="own">
    /// The first row of a counter that starts at zero in the thread's own life, even if the parent's started with the same count.
    /// </param>
    private static int FromParent(CodexHistoryRow[] rows, CodexHistoryRow[] parent, int own)
    {
        HashSet<ulong> totals = [.. parent.Select(row => row.Total)];
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            if (rows[i].Total != 0 && totals.Contains(rows[i].Total) && (i < own || !rows[i].IsFirst))
                return Math.Max(i + 1, CommonPrefix(rows, parent, own));
        }

        return CommonPrefix(rows, parent, own);
    }

    /// <summary>The number of rows before the first task that started in the thread's own life.</summary>
    private static int BeforeLife(CodexHistoryRow[] rows)
    {
        int live = Array.FindIndex(rows, row => row.Phase == CodexPhase.Live);
        return live < 0 ? rows.Length : live;
    }

    /// <summary>
    /// The number of leading rows, at least two, in common with an earlier fork of the same parent, where they are counted.
    /// </summary>
    private static int FromSibling(Lineage child, CodexHistoryRow[] rows, Lineage sibling)
    {
        if (sibling.Thread == child.Thread || sibling.Source != CodexSource.Rollout || (sibling.Marks & (int)CodexMarks.IsFork) == 0)
            return 0;
        CodexHistoryRow[] other = CodexHistoryRow.ReadAll(sibling.Content);
        int shared = CommonPrefix(rows, other, rows.Length);
        return shared >= SharedRows && IsEarlier(sibling, other, child, rows) ? shared : 0;
    }

    private static bool IsEarlier(Lineage a, CodexHistoryRow[] rowsOfA, Lineage b, CodexHistoryRow[] rowsOfB)
    {
        if (a.CreatedMs != b.CreatedMs)
            return a.CreatedMs < b.CreatedMs;
        if (rowsOfA[0].UnixMs != rowsOfB[0].UnixMs)
            return rowsOfA[0].UnixMs < rowsOfB[0].UnixMs;
        return a.Thread.High != b.Thread.High ? a.Thread.High < b.Thread.High : a.Thread.Low < b.Thread.Low;
    }

    /// <summary>
    /// The last resort, if neither rows of the parent nor tasks are known: the number of rows in the second of the thread's creation.
    /// </summary>
    private static int InSecondOf(long createdMs, CodexHistoryRow[] rows)
    {
        if (createdMs == 0)
            return 0;
        int count = 0;
        while (count < rows.Length && rows[count].UnixMs / 1000 == createdMs / 1000)
            count++;
        return count;
    }

    private static int CommonPrefix(CodexHistoryRow[] a, CodexHistoryRow[] b, int own)
    {
        int count = 0;
        while (count < a.Length && count < b.Length && a[count].Pair == b[count].Pair && (count < own || !a[count].IsFirst))
            count++;
        return count;
    }
}

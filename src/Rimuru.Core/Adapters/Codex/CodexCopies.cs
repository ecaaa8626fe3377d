using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// Tells which leading rows of a thread are copies of its parent's. Codex copies the rows of a forked thread into the new file and rewrites
/// their times, so the evidence is in their order, their totals and the tasks around them. <c>docs/agents/Codex.md</c> has the rules.
/// </summary>
internal static class CodexCopies
{
    /// <summary>A single equal row can be chance; two are a shared history.</summary>
    private const int SharedRows = 2;

    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> sources, IReadOnlyList<Lineage> parent, IReadOnlyList<Lineage> siblings)
    {
        Lineage? rollout = sources.FirstOrDefault(source => source.Source == CodexSource.Rollout);
        HashSet<RecordKey> included = CodexExecLogs.Included(sources);
        foreach (Lineage source in sources)
        {
            CodexHistoryRow[] rows = CodexHistoryRow.ReadAll(source.Content);
            if (source.Source >= CodexSource.Exec)
            {
                // A saved `codex exec --json` log tells turn by turn what the rollout tells response by response.
                foreach (CodexHistoryRow row in rows) yield return new Verdict(row.Key, rollout is not null || included.Contains(row.Key));
                continue;
            }

            int copies = source.Parent is null ? 0
                : Copied(source, rows, parent.FirstOrDefault(p => p.Source == CodexSource.Rollout), siblings);
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i].Key != default) yield return new Verdict(rows[i].Key, i < copies);
            }
        }
    }

    private static int Copied(Lineage child, CodexHistoryRow[] rows, Lineage? parent, IReadOnlyList<Lineage> siblings)
    {
        int copied = 0;
        if (parent is not null) copied = FromParent(rows, CodexHistoryRow.ReadAll(parent.Content));
        bool hasTasks = (child.Marks & (int)CodexMarks.HasTasks) != 0;
        if (hasTasks) copied = Math.Max(copied, BeforeLife(rows));
        if ((child.Marks & (int)CodexMarks.IsFork) != 0)
        {
            foreach (Lineage sibling in siblings) copied = Math.Max(copied, FromSibling(child, rows, sibling));
        }

        if (parent is not { Content.Length: > 0 } && !hasTasks) copied = Math.Max(copied, InSecondOf(child.CreatedMs, rows));
        return copied;
    }

    /// <summary>The common beginning, and everything up to the last total that the parent also has.</summary>
    private static int FromParent(CodexHistoryRow[] rows, CodexHistoryRow[] parent)
    {
        int copied = CommonPrefix(rows, parent);
        HashSet<ulong> totals = [.. parent.Select(row => row.Total)];
        for (int i = rows.Length - 1; i >= copied; i--)
        {
            if (rows[i].Total != 0 && totals.Contains(rows[i].Total)) return i + 1;
        }

        return copied;
    }

    /// <summary>Rows before the first task that started in the thread's own life.</summary>
    private static int BeforeLife(CodexHistoryRow[] rows)
    {
        int live = Array.FindIndex(rows, row => row.Phase == CodexPhase.Live);
        return live < 0 ? rows.Length : live;
    }

    /// <summary>A beginning of two rows or more that an earlier fork of the same parent has too: it is counted there.</summary>
    private static int FromSibling(Lineage child, CodexHistoryRow[] rows, Lineage sibling)
    {
        if (sibling.Thread == child.Thread || sibling.Source != CodexSource.Rollout || (sibling.Marks & (int)CodexMarks.IsFork) == 0) return 0;
        CodexHistoryRow[] other = CodexHistoryRow.ReadAll(sibling.Content);
        int shared = CommonPrefix(rows, other);
        return shared >= SharedRows && IsEarlier(sibling, other, child, rows) ? shared : 0;
    }

    private static bool IsEarlier(Lineage a, CodexHistoryRow[] rowsOfA, Lineage b, CodexHistoryRow[] rowsOfB)
    {
        if (a.CreatedMs != b.CreatedMs) return a.CreatedMs < b.CreatedMs;
        if (rowsOfA[0].UnixMs != rowsOfB[0].UnixMs) return rowsOfA[0].UnixMs < rowsOfB[0].UnixMs;
        return a.Thread.High != b.Thread.High ? a.Thread.High < b.Thread.High : a.Thread.Low < b.Thread.Low;
    }

    /// <summary>The last resort, where neither rows of the parent nor tasks are known: rows written in the second of the thread's creation.</summary>
    private static int InSecondOf(long createdMs, CodexHistoryRow[] rows)
    {
        if (createdMs == 0) return 0;
        int count = 0;
        while (count < rows.Length && rows[count].UnixMs / 1000 == createdMs / 1000) count++;
        return count;
    }

    private static int CommonPrefix(CodexHistoryRow[] a, CodexHistoryRow[] b)
    {
        int count = 0;
        while (count < a.Length && count < b.Length && a[count].Pair == b[count].Pair) count++;
        return count;
    }
}

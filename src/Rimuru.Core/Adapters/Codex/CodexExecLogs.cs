using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// Several saved <c>codex exec --json</c> logs of one thread: a run that resumed the thread continues the totals of the runs before.
/// </summary>
internal static class CodexExecLogs
{
    /// <summary>The rows of logs that the first turn of a later log includes.</summary>
    public static HashSet<RecordKey> Included(IEnumerable<Lineage> logs)
    {
        CodexHistoryRow[][] turns =
        [
            .. logs.Where(log => log.Source > CodexSource.Exec)
                .Select(log => CodexHistoryRow.ReadAll(log.Content).Where(row => row.IsTurn).ToArray())
                .Where(rows => rows.Length > 0),
        ];
        HashSet<RecordKey> included = [];
        foreach (CodexHistoryRow[] log in turns)
        {
            if (!turns.Any(later => Continues(later[0], log[^1])))
                continue;

            // The later total includes only what the log counted since its own total last fell.
            for (int i = log.Length - 1; i >= 0; i--)
            {
                included.Add(log[i].Key);
                if (i > 0 && !Holds(log[i], log[i - 1]))
                    break;
            }
        }

        return included;
    }

    private static bool Continues(CodexHistoryRow later, CodexHistoryRow before) =>
        later.UnixMs >= before.UnixMs && (later.Pair, later.Total) != (before.Pair, before.Total) && Holds(later, before);

    private static bool Holds(CodexHistoryRow later, CodexHistoryRow before) => later.Pair >= before.Pair && later.Total >= before.Total;
}

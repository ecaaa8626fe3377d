using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Writes the results of a sweep, within the caller's transaction.</summary>
internal static class Settlement
{
    /// <returns>The changes; null if not requested.</returns>
    public static LedgerChanges? Run(ISessionTable table, IReadOnlyList<SessionFinding> findings, bool isWatched)
    {
        LedgerChanges? changes = isWatched ? new LedgerChanges() : null;
        foreach (SessionFinding finding in table.Save(findings))
            changes?.Note(
                finding.Id,
                finding.Session,
                finding.Status == SessionStatus.Active ? SessionChangeKinds.Began : SessionChangeKinds.Ended
            );

        table.CountWrite();
        return changes;
    }
}

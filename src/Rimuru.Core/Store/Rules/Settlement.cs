using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Writes what a sweep found of sessions. Part of a transaction of the caller's.</summary>
internal static class Settlement
{
    /// <returns>What changed; null where nobody wants to know.</returns>
    public static LedgerChanges? Run(ISessionTable table, IReadOnlyList<SessionFinding> findings, bool isWatched)
    {
        LedgerChanges? changes = isWatched ? new LedgerChanges() : null;
        foreach (SessionFinding finding in findings)
        {
            if (!table.TrySave(finding)) continue;
            changes?.Note(finding.Id, finding.Session, finding.Status == SessionStatus.Active ? SessionChangeKinds.Began : SessionChangeKinds.Ended);
        }

        table.CountWrite();
        return changes;
    }
}

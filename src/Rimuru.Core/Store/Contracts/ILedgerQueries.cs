using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The queries for reports. Enumerations can be nested and abandoned.</summary>
internal interface ILedgerQueries
{
    /// <summary>The names of a dimension that a cell or record carries.</summary>
    Dimension DimensionOf(int id);

    /// <summary>Runs several queries in one snapshot of the ledger, unaffected by concurrent commits.</summary>
    T InSnapshot<T>(Func<T> work);

    /// <summary>
    /// Kept sums of any kind but <see cref="RollupKind.Session"/> in a window, [from, to) in Unix milliseconds at the beginnings of cells;
    /// the time is 0 if the caller needs none.
    /// </summary>
    IEnumerable<LedgerCell> ByTime(RollupKind kind, long? fromMs, long? toMs, bool withTimes);

    /// <summary>Kept sums of <see cref="RollupKind.Time"/> of some days of UTC, given by their beginnings in Unix milliseconds.</summary>
    IEnumerable<LedgerCell> QuartersOf(IReadOnlyList<long> days);

    /// <summary>Sums by session and dimension over all history, of the sessions with these <see cref="StoredSession.Id"/>.</summary>
    IEnumerable<LedgerCell> BySession(IReadOnlyList<long> sessions);

    /// <summary>
    /// Sums by session and dimension of a window, [from, to) in Unix milliseconds. A session may come in several parts.
    /// </summary>
    IEnumerable<LedgerCell> BySession(long fromMs, long toMs);

    /// <summary>The same sums, without all that sessions are not ordered by.</summary>
    IEnumerable<SessionAmounts> AmountsBySession(long fromMs, long toMs);

    /// <summary>
    /// The counted rows of a window, [from, to) in Unix milliseconds, with the costs of one source; only those of the sessions that are
    /// named, as in <see cref="SessionScope.Ids"/>.
    /// </summary>
    IEnumerable<LedgerCell> Rows(
        long fromMs,
        long toMs,
        CostSource source = CostSource.Calculated,
        IReadOnlyList<string>? sessionIds = null
    );

    /// <summary>
    /// The counted rows that used tools, one for each use, those of one record together; the window and the sessions as in
    /// <see cref="Rows"/>.
    /// </summary>
    IEnumerable<ToolCell> Tools(long fromMs, long toMs, CostSource source, IReadOnlyList<string>? sessionIds);

    /// <summary>
    /// The records of a window, oldest first; only those of the sessions that are named, as in <see cref="SessionScope.Ids"/>.
    /// </summary>
    IEnumerable<(UsageRecord Record, int Dimension)> Usage(long fromMs, long toMs, IReadOnlyList<string>? sessionIds = null);

    /// <summary>The retracted rows, with the reasons as flags of <see cref="Retraction"/>.</summary>
    IEnumerable<(RecordKey Key, int Reasons)> FindRetracted();

    /// <summary>Sessions as described by the logs, in order of their first activity.</summary>
    IEnumerable<StoredSession> Sessions(SessionScope scope);

    /// <summary>The same sessions in no order, with only what chooses and orders them, and one of their texts.</summary>
    IEnumerable<SessionKey> SessionKeys(SessionScope scope, SessionText text);

    /// <summary>True if there is any session.</summary>
    bool HasSessions { get; }

    /// <summary>The ids of all sessions of all agents, compared without case.</summary>
    HashSet<string> SessionIds();

    /// <summary>
    /// The ids of sessions that have a beginning, compared without the case of ASCII letters, and perhaps some that have not.
    /// </summary>
    /// <param name="beginning">Some ASCII characters.</param>
    /// <param name="most">No more are read.</param>
    IReadOnlyList<string> SessionIdsFrom(string beginning, int most);

    /// <summary>The names that records have for a grouping by name, compared without case.</summary>
    HashSet<string> NamesOf(CostGrouping grouping);

    /// <summary>The sessions of each agent, and the times of the first and last of those with usage.</summary>
    IEnumerable<AgentSpan> Activity();
}

using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>What reports read. Enumerations can be nested, and left before their end.</summary>
internal interface ILedgerQueries
{
    /// <summary>The names of a dimension that a cell or record carries.</summary>
    Dimension DimensionOf(int id);

    /// <summary>Runs work that reads several times and must see one state of the ledger, whatever another process commits meanwhile.</summary>
    T AsOfOneMoment<T>(Func<T> work);

    /// <summary>Kept sums of <see cref="RollupKind.Time"/> or <see cref="RollupKind.Hour"/> in a window, [from, to) in Unix milliseconds at the beginnings of cells; the time is 0 throughout where the caller needs none.</summary>
    IEnumerable<LedgerCell> ByTime(RollupKind kind, long? fromMs, long? toMs, bool withTimes);

    /// <summary>Sums by session and dimension over all history, sessions in the order of their first activity.</summary>
    IEnumerable<LedgerCell> BySession(SessionScope scope);

    /// <summary>The rows of a window, [from, to) in Unix milliseconds, that count, with the costs of one source.</summary>
    /// <param name="sessionIds">Of whose sessions, as in <see cref="SessionScope.Ids"/>.</param>
    IEnumerable<LedgerCell> Rows(long fromMs, long toMs, CostSource source = CostSource.Calculated, IReadOnlyList<string>? sessionIds = null);

    /// <summary>The records of a window, oldest first.</summary>
    /// <param name="sessionIds">Of whose sessions, as in <see cref="SessionScope.Ids"/>.</param>
    IEnumerable<(UsageRecord Record, int Dimension)> Usage(long fromMs, long toMs, IReadOnlyList<string>? sessionIds = null);

    /// <summary>The rows that do not count, and why: reasons of <see cref="Withdrawal"/>.</summary>
    IEnumerable<(RecordKey Key, int Reasons)> Withdrawn();

    /// <summary>Sessions as the logs describe them, in the order of their first activity.</summary>
    IEnumerable<StoredSession> Sessions(SessionScope scope);

    /// <summary>True where there is any session.</summary>
    bool HasSessions { get; }

    /// <summary>The ids of all sessions of all agents, compared in any case.</summary>
    HashSet<string> SessionIds();

    /// <summary>First and last response, by agent.</summary>
    IEnumerable<(string Agent, long FirstMs, long LastMs)> Activity();
}

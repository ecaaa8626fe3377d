using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>Sessions with what they used, in the order in which they began.</summary>
internal sealed class SessionReport(ILedgerQueries queries, Func<StoredSession, ProcessEvidence?> processOf, TimeProvider time)
{
    /// <summary>A session whose last line is younger, and tells of no end, counts as active.</summary>
    public static readonly TimeSpan ActiveFor = TimeSpan.FromMinutes(10);

    /// <summary>The same where the process that had the session open is gone: it may have been one of a container, whose processes are not seen from here.</summary>
    public static readonly TimeSpan ActiveWithoutProcess = TimeSpan.FromMinutes(1);

    public IEnumerable<Session> Run(ReportFilter filter, bool onlyActive, CancellationToken stop, CostSource source = CostSource.Calculated)
    {
        DateTimeOffset now = time.GetUtcNow();
        Dictionary<long, List<(Dimension Dimension, Sums Sums)>> used = [];
        foreach (LedgerCell cell in source == CostSource.Calculated ? queries.BySession(filter.Scope) : BySession(source, filter.SessionIds))
        {
            stop.ThrowIfCancellationRequested();
            if (!used.TryGetValue(cell.Session, out var parts)) used.Add(cell.Session, parts = []);
            parts.Add((queries.DimensionOf(cell.Dimension), cell.Sums));
        }

        foreach (StoredSession stored in queries.Sessions(filter.Scope))
        {
            stop.ThrowIfCancellationRequested();
            List<(Dimension Dimension, Sums Sums)> parts = used.GetValueOrDefault(stored.Id, []);
            if (!Matches(filter, stored, parts)) continue;
            ProcessEvidence? process = processOf(stored);
            SessionStatus status = StatusOf(stored, process, now);
            if (onlyActive && status != SessionStatus.Active) continue;
            yield return ToSession(stored, parts, status) with { ProcessId = process is { IsLive: true } ? process.ProcessId : null };
        }
    }

    /// <summary>The rollups hold calculated costs; others are added up from the rows.</summary>
    private IEnumerable<LedgerCell> BySession(CostSource source, IReadOnlyList<string>? sessionIds)
    {
        Dictionary<(long Session, int Dimension), Sums> sums = [];
        foreach (LedgerCell row in queries.Rows(long.MinValue, long.MaxValue, source, sessionIds))
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, (row.Session, row.Dimension), out _).Add(row.Sums);
        }

        return sums.Select(sum => new LedgerCell(0, sum.Key.Session, sum.Key.Dimension, sum.Value));
    }

    /// <summary>The rule of <c>docs/sessions.md</c>: whether a process has it open, what the log says of its last turn, and how old it is.</summary>
    public static SessionStatus StatusOf(StoredSession session, ProcessEvidence? process, DateTimeOffset now)
    {
        if (process is { IsLive: true }) return SessionStatus.Active;
        TimeSpan activeFor = process is null ? ActiveFor : ActiveWithoutProcess;
        bool isYoung = session.LastMs is { } last && now.ToUnixTimeMilliseconds() - last < activeFor.TotalMilliseconds;
        return session.End switch
        {
            SessionEnd.Cancelled => SessionStatus.Cancelled,
            SessionEnd.Failed => SessionStatus.Failed,
            SessionEnd.OpenTurn => isYoung ? SessionStatus.Active : SessionStatus.Failed,
            SessionEnd.Completed => SessionStatus.Completed,
            _ => isYoung ? SessionStatus.Active : SessionStatus.Completed,
        };
    }

    private static bool Matches(ReportFilter filter, StoredSession session, List<(Dimension Dimension, Sums Sums)> parts) =>
        filter.Matches(session) && (filter.Model.Count == 0 || parts.Any(part => ReportFilter.Matches(filter.Model, part.Dimension.Model)));

    private static Session ToSession(StoredSession stored, List<(Dimension Dimension, Sums Sums)> parts, SessionStatus status)
    {
        Sums total = default;
        foreach ((_, Sums sums) in parts) total.Add(sums);
        return new Session
        {
            SessionId = stored.SessionId,
            Agent = stored.Agent,
            Project = stored.Project,
            WorkingDirectory = stored.WorkingDirectory,
            Branch = stored.Branch,
            Title = stored.Title,
            Status = status,
            ParentSessionId = stored.ParentSessionId,
            SubAgent = stored.SubAgent,
            StartedAt = stored.FirstMs is { } first ? Moment.Of(first) : null,
            LastActivity = stored.LastMs is { } last ? Moment.Of(last) : null,
            Turns = stored.Turns,
            Model =
            [
                .. parts.Where(part => part.Dimension.Model is not null && !part.Sums.IsEmpty)
                    .GroupBy(part => part.Dimension.Model!)
                    .OrderByDescending(model => model.Sum(part => part.Sums.Tokens.Total))
                    .Select(model => model.Key),
            ],
            Requests = total.Requests,
            InputTokens = total.Tokens.Input,
            CacheReadTokens = total.Tokens.CacheRead,
            CacheWriteTokens = total.Tokens.CacheWrite5m + total.Tokens.CacheWrite1h,
            OutputTokens = total.Tokens.Output,
            Cost = total.Cost,
            UnpricedRequests = total.UnpricedRequests,
            Machine = stored.Machine,
            User = stored.User,
            AgentVersion = stored.AgentVersion,
        };
    }
}

using Rimuru.Core.Events;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Writes the events of what a transaction changed, within it.</summary>
internal sealed class EventWriter
{
    private readonly EventTable table;
    private readonly ILedgerNames names;
    private readonly LedgerOptions options;
    private readonly EventWishes wishes;

    private EventWriter(EventTable table, ILedgerNames names, LedgerOptions options, EventWishes wishes)
    {
        this.table = table;
        this.names = names;
        this.options = options;
        this.wishes = wishes;
    }

    /// <summary>Null if no hook wants an event of what a write changes.</summary>
    public static EventWriter? For(IPlainSql sql, ILedgerNames names, LedgerOptions options)
    {
        EventTable table = new(sql);
        EventWishes wishes = table.Wishes();
        return wishes.IsAboutSessions || wishes.Wants(EventKind.CostRecorded) ? new EventWriter(table, names, options, wishes) : null;
    }

    /// <summary>Writes the events; call it once, before the commit.</summary>
    /// <param name="changes">What the transaction changed.</param>
    /// <param name="sessions">The sessions; null if no session began or went on.</param>
    public void Write(LedgerChanges changes, ISessionTable? sessions)
    {
        long now = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        if (wishes.IsAboutSessions && sessions is not null)
        {
            Dictionary<long, string?> projects = ProjectsOf(changes);
            foreach (SessionChange change in changes.Sessions)
                Write(change, sessions, projects.GetValueOrDefault(change.Id), now);
        }

        if (wishes.Wants(EventKind.CostRecorded))
            WriteCosts(changes.Records, now);
    }

    private void Write(SessionChange change, ISessionTable sessions, string? project, long now)
    {
        long? told = table.EndTold(change.Id);
        StoredSession session = sessions.Of(change.Id, new SessionRef(change.Agent, change.SessionId));
        if (told is 0 || (told is { } end && (session.LastMs ?? 0) <= end))
            return;
        table.Follow(change.Id);
        long at = (told is null ? session.FirstMs : session.LastMs) ?? now;
        if (!wishes.Wants(EventKind.SessionStart, at))
            return;
        StoredSession known = session with
        {
            MainProject = project ?? session.MainProject,
            Machine = options.Machine,
            User = options.Sharing.User(options.User),
        };
        table.Add(SessionStarts.Of(known, options.Sharing, told, at) with { Cause = options.Cause }, now);
    }

    /// <summary>The project of the last new record of each session.</summary>
    private Dictionary<long, string?> ProjectsOf(LedgerChanges changes)
    {
        Dictionary<long, string?> projects = [];
        foreach (RecordChange record in changes.Records)
        {
            if (record.After.Session != 0)
                projects[record.After.Session] = names.DimensionOf(record.After.Dimension).Project;
        }

        return projects;
    }

    private void WriteCosts(IReadOnlyList<RecordChange> records, long now)
    {
        Dictionary<(long Session, int Dimension, bool IsCorrection), (Sums Sums, long LastMs)> groups = [];
        foreach (RecordChange record in records)
        {
            bool isCorrection = record.Kind != RecordChangeKind.Added;
            Count(record.Before, -1, isCorrection);
            Count(record.After, 1, isCorrection);
        }

        if (groups.Count == 0)
            return;
        long write = table.Writes;
        foreach (((long session, int dimension, bool isCorrection), (Sums sums, long lastMs)) in groups)
        {
            if (sums.IsEmpty && sums.CostNano.Value == 0 && sums.UnpricedRequests == 0)
                continue;
            SessionRef known = names.SessionOf(session);
            Dimension named = names.DimensionOf(dimension);
            CostRecordedEvent cost = new()
            {
                Agent = named.Agent,
                SessionId = known.SessionId,
                Provider = named.Provider,
                Model = named.Model,
                Project = named.Project,
                Branch = named.Branch,
                Machine = named.Machine,
                User = named.User,
                IsCorrection = isCorrection,
                Requests = sums.Requests,
                InputTokens = sums.Tokens.Input,
                CacheReadTokens = sums.Tokens.CacheRead,
                CacheWriteTokens = sums.Tokens.CacheWrite5m + sums.Tokens.CacheWrite1h,
                OutputTokens = sums.Tokens.Output,
                TotalTokens = sums.Tokens.Total,
                Cost = sums.PricedRows == 0 && sums.CostNano.Value == 0 ? null : sums.CostNano.Usd,
                UnpricedTokens = sums.UnpricedTokens,
                Time = DateTimeOffset.FromUnixTimeMilliseconds(lastMs),
            };

            // The number of a write comes again after a restore, but not at the same time.
            string fact = FormattableString.Invariant($"{now}/{write}/{session}/{dimension}/{isCorrection}");
            table.Add(StoredEvent.Of(fact, cost) with { Cause = options.Cause }, now);
        }

        void Count(in LedgerCell cell, int sign, bool isCorrection)
        {
            if (cell.Session == 0 || !wishes.Wants(EventKind.CostRecorded, cell.UnixMs))
                return;
            (Sums sums, long last) = groups.GetValueOrDefault((cell.Session, cell.Dimension, isCorrection));
            sums.Add(cell.Sums, sign);
            groups[(cell.Session, cell.Dimension, isCorrection)] = (sums, Math.Max(last, cell.UnixMs));
        }
    }
}

using System.Globalization;
using Rimuru.Core.Budgets;
using Rimuru.Core.Config;
using Rimuru.Core.Events;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Hooks;

/// <summary>
/// Finds the events that no single row causes: ends of sessions, thresholds, agents that come and go, a changed configuration. All of it is
/// worked out from the ledger and from what was last seen, so a crash loses nothing.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="options">The machine, the user, and what is shared.</param>
/// <param name="reports">Adds up costs.</param>
/// <param name="budgets">The budgets.</param>
/// <param name="config">The configuration, which is also watched.</param>
internal sealed class EventObserver(
    ILedger ledger,
    LedgerOptions options,
    ReportService reports,
    BudgetService budgets,
    RimuruConfig config
)
{
    /// <summary>A session that ran away longer ago, and went on no more, is no longer news.</summary>
    private static readonly TimeSpan RunawaysFor = TimeSpan.FromHours(1);

    private DateTimeOffset Now => options.Time.GetUtcNow();

    /// <summary>Looks, and writes the events of what it found.</summary>
    /// <param name="found">The agents that have logs on this machine; null if nobody looked.</param>
    /// <param name="hooks">All hooks.</param>
    /// <param name="stop">Cancels it.</param>
    public void Look(IReadOnlyCollection<string>? found, IReadOnlyList<Hook> hooks, CancellationToken stop)
    {
        EventWishes wishes = ledger.Events.Read(table => table.Wishes());
        if (wishes.IsAny)
            Look(wishes, found, hooks, Now, stop);
    }

    /// <summary>The same for a hook that is about to be registered: what is so already is no news to it.</summary>
    public void LookBefore(Hook hook, IReadOnlyCollection<string>? found, CancellationToken stop) =>
        Look(new EventWishes([(EventWishes.BitsOf(hook.Event), 0)]), found, [hook with { Trusted = true }], Now.AddMilliseconds(-1), stop);

    /// <summary>Writes the sessions so far as events for one hook alone.</summary>
    public void TellPast(Hook hook, CancellationToken stop)
    {
        const int Most = 1000;
        long ended = EndedBefore;
        foreach (StoredSession[] sessions in ledger.Read(stop).Sessions(new SessionScope()).Chunk(Most))
        {
            List<StoredEvent> events = [];
            bool wantsEnds = hook.Event.Contains(EventKind.SessionEnd);
            StoredSession[] over =
            [
                .. sessions.Where(session => wantsEnds && session.Status != SessionStatus.Active && session.LastMs <= ended),
            ];
            Dictionary<long, SessionEndEvent> ends = EndsOf(over, stop);
            foreach (StoredSession session in sessions)
            {
                if (hook.Event.Contains(EventKind.SessionStart) && session.FirstMs is { } first)
                    events.Add(SessionStarts.Of(session, options.Sharing, null, first));
                if (ends.TryGetValue(session.Id, out SessionEndEvent? end))
                    events.Add(StoredEvent.Of(SessionStarts.FactOf(session, session.LastMs!.Value), end));
            }

            long now = Now.ToUnixTimeMilliseconds();
            ledger.Events.Change(table => events.ForEach(told => table.AddPast(told, HookCauses.OfPast(hook.Name), now)), stop);
        }
    }

    /// <summary>A session that ended before this time has stayed ended.</summary>
    public long EndedBefore => Now.AddMinutes(-config.SessionEndAfterMinutes).ToUnixTimeMilliseconds();

    private void Look(
        EventWishes wishes,
        IReadOnlyCollection<string>? found,
        IReadOnlyList<Hook> hooks,
        DateTimeOffset at,
        CancellationToken stop
    )
    {
        if (wishes.Wants(EventKind.SessionEnd))
            EndSessions(stop);
        List<StoredEvent> events = [];
        if (wishes.Wants(EventKind.CostThreshold) || wishes.Wants(EventKind.BudgetExceeded))
            events.AddRange(Thresholds(at, stop));
        foreach (Hook alert in hooks.Where(hook => hook is { Handler: HookHandler.CostAlert, Enabled: true, Trusted: true }))
            events.AddRange(new CostAlert(alert).Find(reports, at, config.Zone, stop));
        if (wishes.Wants(EventKind.MetricsExport))
            events.Add(Metrics(at));
        if (wishes.Wants(EventKind.RunawayDetected))
            events.AddRange(Runaways(at, stop).Where(told => wishes.Wants(told.Kind, told.AtMs)));
        Write([.. events.Where(told => wishes.Wants(told.Kind))], Now, stop);
        if (found is not null && (wishes.Wants(EventKind.AgentConnected) || wishes.Wants(EventKind.AgentDisconnected)))
            Compare("agents", found, (gone, come) => Agents(gone, come, at), stop);
        if (wishes.Wants(EventKind.ConfigurationChanged))
            Compare("configuration", Settings(), (gone, come) => [Configuration(gone.Union(come), at)], stop);
    }

    private void EndSessions(CancellationToken stop)
    {
        List<(long Session, string SessionId)> ended = ledger.Events.Read(table => table.Ended(EndedBefore));
        if (ended.Count == 0)
            return;
        HashSet<long> ids = [.. ended.Select(one => one.Session)];
        SessionScope scope = new() { Ids = [.. ended.Select(one => one.SessionId).Distinct()] };
        StoredSession[] over =
        [
            .. ledger.Read(stop).Sessions(scope).Where(session => ids.Contains(session.Id) && session.LastMs is not null),
        ];
        Dictionary<long, SessionEndEvent> ends = EndsOf(over, stop);
        long now = Now.ToUnixTimeMilliseconds();
        ledger.Events.Change(
            table =>
            {
                foreach (StoredSession session in over)
                {
                    StoredEvent end = StoredEvent.Of(SessionStarts.FactOf(session, session.LastMs!.Value), ends[session.Id]);
                    if (table.End(session.Id, session.LastMs!.Value))
                        table.Add(end with { Cause = options.Cause }, now);
                }
            },
            stop
        );
    }

    /// <summary>The ends of sessions by their row ids, with the figures of one report.</summary>
    private Dictionary<long, SessionEndEvent> EndsOf(StoredSession[] sessions, CancellationToken stop)
    {
        if (sessions.Length == 0)
            return [];
        CostQuery query = new()
        {
            By = [CostGrouping.Agent, CostGrouping.Session, CostGrouping.Model],
            Filter = new ReportFilter { SessionId = [.. sessions.Select(session => session.SessionId).Distinct()] },
        };
        ILookup<(string, string), CostRecord> models = reports.Costs(query).Run(stop).ToLookup(model => (model.Agent!, model.SessionId!));
        return sessions.ToDictionary(
            session => session.Id,
            session => EndOf(session, [.. models[(session.Agent, session.SessionId)].OrderByDescending(model => model.TotalTokens)])
        );
    }

    private SessionEndEvent EndOf(StoredSession session, List<CostRecord> models) =>
        new()
        {
            Agent = session.Agent,
            SessionId = session.SessionId,
            ParentSessionId = session.ParentSessionId,
            Project = session.Project,
            Branch = session.Branch,
            Machine = session.Machine,
            User = session.User,
            Title = options.Sharing.Title(session.Title),
            Folder = options.Sharing.Folder(session.WorkingDirectory),
            Started = session.FirstMs is { } first ? TimeOf(first) : null,
            Time = TimeOf(session.LastMs!.Value),
            Status = session.Status,
            Models = [.. models.Select(model => model.Model).OfType<string>()],
            Requests = models.Sum(model => model.Requests),
            TotalTokens = models.Sum(model => model.TotalTokens),
            Cost = models.Exists(model => model.Cost is not null) ? models.Sum(model => model.Cost ?? 0) : null,
            UnpricedTokens = models.Sum(model => model.UnpricedTokens),
        };

    private IEnumerable<StoredEvent> Thresholds(DateTimeOffset at, CancellationToken stop)
    {
        foreach (Budget budget in budgets.All())
        {
            foreach (BudgetStatus status in budgets.SpentByPart(budget, config.Zone, stop))
            {
                if (UnitAmount.Reaches(status.Spent, status.Limit, budget.SoftPercent))
                    yield return Threshold(new CostThresholdEvent { Name = budget.Name }, budget.SoftPercent, status, at);
                if (UnitAmount.Reaches(status.Spent, status.Limit, budget.HardPercent))
                    yield return Threshold(new BudgetExceededEvent { Name = budget.Name }, budget.HardPercent, status, at);
            }
        }
    }

    /// <summary>The sessions that run away now; each is told once a day for each reason.</summary>
    private IEnumerable<StoredEvent> Runaways(DateTimeOffset at, CancellationToken stop) =>
        reports
            .Runaways(new ReportFilter { Since = at - RunawaysFor }, stop)
            .Select(runaway =>
                StoredEvent.Of(
                    $"{runaway.Agent}/{runaway.SessionId}/{runaway.Reason}/{runaway.DetectedAt.UtcTicks / TimeSpan.TicksPerDay}",
                    new RunawayDetectedEvent
                    {
                        Reason = runaway.Reason,
                        Agent = runaway.Agent,
                        SessionId = runaway.SessionId,
                        Project = runaway.Project,
                        Model = runaway.Model,
                        Machine = runaway.Machine,
                        User = runaway.User,
                        Started = runaway.StartedAt,
                        Requests = runaway.Requests,
                        TotalTokens = runaway.TotalTokens,
                        Cost = runaway.Cost,
                        CostPerMinute = runaway.CostPerMinute,
                        UsualCostPerMinute = runaway.UsualCostPerMinute,
                        Time = runaway.DetectedAt,
                    }
                )
            );

    private static StoredEvent Threshold(ThresholdFacts facts, int threshold, BudgetStatus status, DateTimeOffset at)
    {
        // A rolling window has no start that stays, so it is told once in each span of its length.
        string window = BudgetWindows.HasEnd(status.Window)
            ? string.Create(CultureInfo.InvariantCulture, $"{status.WindowStart?.ToUnixTimeSeconds()}")
            : SpanOf(status);
        string fact = string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Name.ToUpperInvariant()}/{status.Window}/{window}/{status.SessionId}/{status.Limit:0.#########}/"
                + $"{status.Unit}/{threshold}"
        );
        return StoredEvent.Of(
            fact,
            facts with
            {
                Spent = status.Spent,
                Limit = status.Limit,
                Unit = status.Unit,
                Percent = status.Percent,
                Threshold = threshold,
                Window = status.Window,
                WindowStart = status.WindowStart,
                WindowEnd = status.WindowEnd,
                SessionId = status.SessionId,
                Time = at,
            }
        );
    }

    private static string SpanOf(BudgetStatus status) =>
        status is { WindowStart: { } start, WindowEnd: { } end }
            ? string.Create(CultureInfo.InvariantCulture, $"{end.UtcTicks / (end - start).Ticks}")
            : "";

    private StoredEvent Metrics(DateTimeOffset at)
    {
        long interval = TimeSpan.FromMinutes(config.MetricsIntervalMinutes).Ticks,
            number = at.UtcTicks / interval;
        DateTimeOffset end = new(number * interval, TimeSpan.Zero);
        return StoredEvent.Of(
            string.Create(CultureInfo.InvariantCulture, $"{interval}/{number}"),
            new MetricsExportEvent { Since = end.AddTicks(-interval), Time = end }
        );
    }

    private IEnumerable<RimuruEvent> Agents(IEnumerable<string> gone, IEnumerable<string> come, DateTimeOffset at) =>
        [
            .. come.Select(agent => new AgentConnectedEvent
            {
                Agent = agent,
                Machine = options.Machine,
                User = User,
                Time = at,
            }),
            .. gone.Select(agent => new AgentDisconnectedEvent
            {
                Agent = agent,
                Machine = options.Machine,
                User = User,
                Time = at,
            }),
        ];

    private ConfigurationChangedEvent Configuration(IEnumerable<string> changed, DateTimeOffset at) =>
        new()
        {
            Keys =
            [
                .. changed
                    .Select(setting => setting[..setting.IndexOf('=', StringComparison.Ordinal)])
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ],
            Machine = options.Machine,
            User = User,
            Time = at,
        };

    /// <summary>
    /// Every setting of the user's files with a hash of its value, which others need not know. Variables and parameters are those of one
    /// process.
    /// </summary>
    private IEnumerable<string> Settings() => config.OfFiles.Select(setting => $"{setting.Name}={TrustList.HashOf(TextOf(setting.Value))}");

    /// <summary>What was seen; nothing if a shared ledger has something else there.</summary>
    private static List<string> SeenIn(string text)
    {
        try
        {
            return TextArray.Read(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    private static string TextOf(object? value) =>
        value is IEnumerable<string> list ? string.Join('\n', list) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// Tells what is gone and what has come since this user and machine last looked at a thing; the first look tells nothing.
    /// </summary>
    private void Compare(
        string thing,
        IEnumerable<string> seen,
        Func<IEnumerable<string>, IEnumerable<string>, IEnumerable<RimuruEvent>> tell,
        CancellationToken stop
    )
    {
        string key = $"{thing}/{options.Machine}/{User}",
            text = TextArray.Write([.. seen.Order(StringComparer.Ordinal)]);
        if (ledger.Events.Read(table => table.State(key)) == text)
            return;
        long now = Now.ToUnixTimeMilliseconds();
        ledger.Events.Change(
            table =>
            {
                string? before = table.State(key);
                if (before == text)
                    return;
                table.SaveState(key, text);
                if (before is null)
                    return;
                List<string> was = SeenIn(before),
                    are = TextArray.Read(text);
                foreach (RimuruEvent news in tell(was.Except(are), are.Except(was)))
                {
                    string fact = string.Create(CultureInfo.InvariantCulture, $"{key}/{now}/{news.Subject}");
                    table.Add(StoredEvent.Of(fact, news) with { Cause = options.Cause }, now);
                }
            },
            stop
        );
    }

    private string? User => options.Sharing.User(options.User);

    private void Write(List<StoredEvent> events, DateTimeOffset now, CancellationToken stop)
    {
        if (events.Count == 0 || ledger.Events.Read(table => events.TrueForAll(told => table.Find(told.IdIn(table.Ledger)) is not null)))
            return;
        long nowMs = now.ToUnixTimeMilliseconds();
        ledger.Events.Change(
            table =>
            {
                foreach (StoredEvent told in events)
                    table.Add(told with { Cause = options.Cause }, nowMs);
            },
            stop
        );
    }

    private static DateTimeOffset TimeOf(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

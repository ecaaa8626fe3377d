using Rimuru.Core.Budgets;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Screens;

/// <summary>Reads from a ledger what a screen shows. Reads no logs.</summary>
/// <param name="engine">The engine.</param>
/// <param name="zone">The zone of days and times.</param>
internal sealed class ScreenReader(RimuruEngine engine, TimeZoneInfo zone)
{
    /// <summary>More rows than anybody scrolls through.</summary>
    private const int MostRows = 500;

    private const int MostRequests = 200;

    private const string NoName = "(none)";

    /// <summary>The time over which a rate is taken.</summary>
    private static readonly TimeSpan RateTime = TimeSpan.FromMinutes(5);

    /// <summary>How far back before the last one the latest requests are looked for, until there are enough.</summary>
    private static readonly TimeSpan[] Lookbacks = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(30)];

    /// <summary>The limits of plans are in agents' files, which are looked at only so often.</summary>
    private static readonly TimeSpan LimitTime = TimeSpan.FromSeconds(15);

    private IReadOnlyList<UsageLimit> limits = [];
    private DateTimeOffset? limitsAt;

    private DateTimeOffset Now => engine.Time.GetUtcNow();

    /// <summary>What there is before anything is read.</summary>
    public ScreenModel Nothing => new() { At = Now, Zone = zone };

    /// <summary>Reads all, part by part.</summary>
    /// <param name="before">What was read before, which stays where nothing is read yet.</param>
    /// <param name="question">What is looked at.</param>
    /// <param name="stop">Cancels it.</param>
    public IEnumerable<ScreenModel> Read(ScreenModel before, ScreenQuestion question, CancellationToken stop)
    {
        ScreenModel model = before with { At = Now, Problem = null, Views = engine.Plugins.Views };
        if (!engine.Reports.HasSessions)
        {
            yield return Nothing with
            {
                Spans = Spans([], stop),
                Views = model.Views,
            };
            yield break;
        }

        if (question.SessionId is { } session)
            yield return model = model with { Opened = Open(session, stop) };
        ReportFilter filter = new() { Since = Start(question.Range) };
        yield return model = model with { Spans = Spans(Days(stop), stop) };
        yield return model = model with
        {
            Models = Costs(CostGrouping.Model, filter, record => record.Model, stop),
            Projects = Costs(CostGrouping.Project, filter, record => record.Project, stop),
            Agents = Costs(CostGrouping.Agent, filter, record => record.Agent, stop),
        };
        IReadOnlyList<LiveSession> sessions = Sessions(filter, stop);
        yield return model = model with
        {
            Sessions = sessions,
            Requests = Requests(sessions, stop),
            Events = Events(sessions, filter.Since, stop),
        };
        yield return model = model with
        {
            Gauges = [.. Windows(stop), .. Limits(stop), .. Budgets(stop)],
            Opened = question.SessionId is null ? null : model.Opened,
            OpenedView = question.View is null ? null : model.OpenedView,
        };

        // A plugin may take long, so all else is there before it is asked.
        if (question.View is { } view)
            yield return model with
            {
                OpenedView = Show(view, filter, stop),
            };
    }

    private DateTimeOffset? Start(ScreenRange range) =>
        range switch
        {
            ScreenRange.Day => At("today"),
            ScreenRange.Week => At("thisweek"),
            ScreenRange.Month => At("thismonth"),
            ScreenRange.Year => At("thisyear"),
            _ => null,
        };

    private DateTimeOffset At(string word) => TimeExpression.Parse(word, "range", Now, zone);

    private List<CostRecord> Days(CancellationToken stop)
    {
        DateTimeOffset since = At("thisweek") < At("thismonth") ? At("thisweek") : At("thismonth");
        return Run(CostGrouping.Day, new ReportFilter { Since = since }, stop);
    }

    private List<CostRecord> Run(CostGrouping by, ReportFilter filter, CancellationToken stop) =>
        [
            .. engine
                .Reports.Costs(
                    new CostQuery
                    {
                        By = [by],
                        Filter = filter,
                        Zone = zone,
                    }
                )
                .Run(stop),
        ];

    private IReadOnlyList<SpanFigure> Spans(List<CostRecord> days, CancellationToken stop)
    {
        DateTimeOffset today = At("today");
        List<CostRecord> hours = days.Count == 0 ? [] : Run(CostGrouping.Hour, new ReportFilter { Since = today }, stop);
        return
        [
            Span("Today", today, days, Line(hours, today, start => (int)(start - today).TotalHours)),
            Span("This week", At("thisweek"), days, DayLine(days, At("thisweek"))),
            Span("This month", At("thismonth"), days, DayLine(days, At("thismonth"))),
        ];
    }

    private static SpanFigure Span(string name, DateTimeOffset since, List<CostRecord> days, IReadOnlyList<decimal> line)
    {
        List<CostRecord> own = days.FindAll(day => day.PeriodStart >= since);
        return new SpanFigure(
            name,
            own.Sum(day => day.Cost ?? 0),
            own.Sum(day => day.TotalTokens),
            own.Sum(day => day.Requests),
            own.Sum(day => day.UnpricedRequests),
            line
        );
    }

    private decimal[] DayLine(List<CostRecord> days, DateTimeOffset since)
    {
        DateTime first = TimeZoneInfo.ConvertTime(since, zone).Date;
        return Line(days, since, start => (TimeZoneInfo.ConvertTime(start, zone).Date - first).Days);
    }

    /// <summary>The costs from a time until now, those of nothing included.</summary>
    private decimal[] Line(List<CostRecord> records, DateTimeOffset since, Func<DateTimeOffset, int> indexOf)
    {
        decimal[] line = new decimal[Math.Max(0, indexOf(Now)) + 1];
        foreach (CostRecord record in records)
        {
            if (record.PeriodStart is { } start && start >= since && indexOf(start) is var index && index < line.Length)
                line[index] += record.Cost ?? 0;
        }

        return line;
    }

    private List<RankedCost> Costs(CostGrouping by, ReportFilter filter, Func<CostRecord, string?> nameOf, CancellationToken stop)
    {
        List<CostRecord> records =
        [
            .. Run(by, filter, stop)
                .OrderByDescending(record => record.Cost ?? 0)
                .ThenByDescending(record => record.TotalTokens)
                .Take(MostRows),
        ];
        decimal most = records.Count == 0 ? 0 : records[0].Cost ?? 0;
        return records.ConvertAll(record => new RankedCost(nameOf(record) ?? NoName, record, most > 0 ? (record.Cost ?? 0) / most : 0));
    }

    private List<LiveSession> Sessions(ReportFilter filter, CancellationToken stop)
    {
        ILookup<string, UsageRecord> lately = engine
            .Reports.Usage(new ReportFilter { Since = Now - RateTime }, stop)
            .ToLookup(record => record.SessionId, StringComparer.Ordinal);
        return
        [
            .. engine
                .Reports.Sessions(SessionOrder.Latest with { HasActiveFirst = true }, filter, onlyActive: false, stop)
                .Part(0, MostRows)
                .Select(Live),
        ];

        LiveSession Live(Session session)
        {
            if (session.Status != SessionStatus.Active)
                return new LiveSession(session, false, null, null);
            decimal minutes = (decimal)RateTime.TotalMinutes;
            return new LiveSession(
                session,
                true,
                (long)(lately[session.SessionId].Sum(record => record.TotalTokens) / minutes),
                lately[session.SessionId].Sum(record => record.Cost ?? 0) / minutes
            );
        }
    }

    private List<UsageRecord> Requests(IReadOnlyList<LiveSession> sessions, CancellationToken stop)
    {
        if (sessions.Max(live => live.Session.LastActivity) is not { } last)
            return [];
        List<UsageRecord> records = [];
        foreach (TimeSpan lookback in Lookbacks.TakeWhile(_ => records.Count < MostRequests))
            records = [.. engine.Reports.Usage(new ReportFilter { Since = last - lookback }, stop).TakeLast(MostRequests)];
        records.Reverse();
        return records;
    }

    /// <summary>What has begun and ended in the range, and the runs of hooks.</summary>
    private List<ScreenEvent> Events(IReadOnlyList<LiveSession> sessions, DateTimeOffset? since, CancellationToken stop) =>
        [
            .. sessions
                .SelectMany(live => EventsOf(live.Session))
                .Concat(engine.Hooks.Runs(stop).Where(run => run.State != HookRunState.Skipped).Select(EventOf))
                .Where(happened => since is null || happened.Time >= since)
                .OrderByDescending(happened => happened.Time)
                .Take(MostRows),
        ];

    private static IEnumerable<ScreenEvent> EventsOf(Session session)
    {
        string name = session.Title is { Length: > 0 } title ? title : session.ShortId;
        if (session.StartedAt is { } started)
            yield return new ScreenEvent(started, "session began", name, session.Agent, session.SessionId, IsBad: false);
        if (session.EndedAt is { } ended)
            yield return new ScreenEvent(
                ended,
                $"session {session.Status.ToString().ToLowerInvariant()}",
                name,
                session.Agent,
                session.SessionId,
                IsBad: session.Status == SessionStatus.Failed
            );
    }

    private static ScreenEvent EventOf(HookRun run) =>
        new(
            run.Time,
            $"hook {run.State.ToString().ToLowerInvariant()}",
            run.Hook,
            null,
            null,
            IsBad: run.State is HookRunState.Failed or HookRunState.Retrying
        );

    /// <summary>The view of a plugin. What is wrong with it is said on its page.</summary>
    private OpenedView Show(string plugin, ReportFilter filter, CancellationToken stop)
    {
        try
        {
            return new OpenedView(plugin, engine.Plugins.Show(plugin, filter, zone, stop).Picture, null);
        }
        catch (RimuruException e)
        {
            return new OpenedView(plugin, null, e.Message);
        }
    }

    private OpenedSession Open(string sessionId, CancellationToken stop)
    {
        ReportFilter filter = new() { SessionId = [sessionId] };
        return new OpenedSession(
            sessionId,
            engine.Reports.Sessions(filter, onlyActive: false, stop).FirstOrDefault(),
            [.. engine.Reports.Usage(filter, stop)]
        );
    }

    private IEnumerable<Gauge> Windows(CancellationToken stop) =>
        engine
            .Reports.Blocks(new ReportFilter(), onlyActive: true, CostSource.Calculated, stop)
            .Run(stop)
            .Where(block => block.IsActive && !block.IsGap)
            .Select(block => new Gauge($"{block.Agent} 5 hours", null, block.Cost, null, block.Currency, block.End, block.ProjectedCost));

    private IEnumerable<Gauge> Limits(CancellationToken stop)
    {
        if (limitsAt is not { } at || Now - at >= LimitTime)
        {
            limits = engine.Limits.Find([], stop);
            limitsAt = Now;
        }

        return limits
            .Where(limit => limit.State != LimitState.Expired)
            .Select(limit => new Gauge(
                $"{limit.Agent} {limit.Name}",
                limit.UsedPercent,
                limit.Used,
                limit.Limit,
                limit.Unit ?? "%",
                limit.ResetsAt,
                limit.Unit is null ? limit.PercentAtReset : null
            ));
    }

    private IEnumerable<Gauge> Budgets(CancellationToken stop) =>
        engine
            .Budgets.Check(engine.Budgets.All(), zone, stop)
            .OrderByDescending(budget => budget.Percent)
            .Select(budget => new Gauge(
                $"{budget.Name} budget",
                budget.Percent,
                budget.Spent,
                budget.Limit,
                budget.Unit.ToString(),
                BudgetWindows.HasEnd(budget.Window) ? budget.WindowEnd : null,
                budget.Forecast
            ));
}

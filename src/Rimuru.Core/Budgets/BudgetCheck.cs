using Rimuru.Core.Reports;

namespace Rimuru.Core.Budgets;

/// <summary>Compares a budget with the ledger at one time. All sums are those of cost reports.</summary>
/// <param name="costs">Runs a cost report.</param>
/// <param name="now">The time.</param>
/// <param name="zone">The zone of hours, days, weeks, months and quarters.</param>
internal sealed class BudgetCheck(Func<CostQuery, IEnumerable<CostRecord>> costs, DateTimeOffset now, TimeZoneInfo zone)
{
    /// <summary>A session that was not used for so long no longer counts against a budget of sessions.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    public BudgetStatus Of(Budget budget)
    {
        if (budget.Window == BudgetWindow.Session)
            return OfSessions(budget);
        Period? window = BudgetWindows.PeriodOf(budget.Window, now, zone);
        ReportFilter filter = ScopeOf(budget);
        CostRecord sum = Sum(window is null ? filter : During(filter, window));
        Forecast? forecast =
            window is not null && BudgetWindows.HasEnd(budget.Window)
                ? ForecastOf(budget, filter, window, UnitAmount.Of(sum, budget.Unit))
                : null;
        return Status(budget, sum, forecast) with { WindowStart = window?.Start, WindowEnd = window?.End };
    }

    /// <summary>What was spent, without a forecast; of a budget of sessions in one session.</summary>
    public BudgetStatus Spent(Budget budget, string? sessionId)
    {
        ReportFilter filter = ScopeOf(budget);
        if (budget.Window == BudgetWindow.Session)
        {
            CostRecord sum = sessionId is null ? new CostRecord() : Sum(filter with { SessionId = [sessionId] });
            return Status(budget, sum, null) with { SessionId = sessionId };
        }

        Period? window = BudgetWindows.PeriodOf(budget.Window, now, zone);
        return Status(budget, Sum(window is null ? filter : During(filter, window)), null) with
        {
            WindowStart = window?.Start,
            WindowEnd = window?.End,
        };
    }

    /// <summary>What was spent, without a forecast; of a budget of sessions in each recent session.</summary>
    public IReadOnlyList<BudgetStatus> SpentByPart(Budget budget) =>
        budget.Window == BudgetWindow.Session
            ? [.. RecentSessions(budget).Select(sum => Status(budget, sum, null) with { SessionId = sum.SessionId })]
            : [Spent(budget, null)];

    /// <summary>Each recent session with all of its use; the one that has spent the most.</summary>
    private BudgetStatus OfSessions(Budget budget)
    {
        CostRecord? most = RecentSessions(budget).MaxBy(record => UnitAmount.Of(record, budget.Unit));
        return Status(budget, most ?? new CostRecord(), null) with { SessionId = most?.SessionId };
    }

    private IReadOnlyList<CostRecord> RecentSessions(Budget budget)
    {
        ReportFilter filter = ScopeOf(budget);
        CostQuery query = new() { By = [CostGrouping.Session], Filter = filter with { Since = now - Recent } };
        string[] recent = [.. costs(query).Select(record => record.SessionId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        return recent.Length == 0 ? [] : [.. costs(query with { Filter = filter with { SessionId = recent } })];
    }

    private Forecast? ForecastOf(Budget budget, ReportFilter filter, Period window, decimal spent)
    {
        decimal share = Math.Clamp((decimal)(now - window.Start).Ticks / (window.End - window.Start).Ticks, 0, 1);
        List<(decimal Whole, decimal Later)> past = [];
        Period earlier = window;
        for (int i = 0; i < Forecast.Past; i++)
        {
            earlier = BudgetWindows.PeriodOf(budget.Window, earlier.Start.AddMilliseconds(-1), zone)!;
            DateTimeOffset point = earlier.Start.AddTicks((long)((earlier.End - earlier.Start).Ticks * share));
            decimal whole = UnitAmount.Of(Sum(During(filter, earlier)), budget.Unit);
            bool hasRest = whole > 0 && point < earlier.End;
            past.Add((whole, hasRest ? UnitAmount.Of(Sum(During(filter, earlier with { Start = point })), budget.Unit) : 0));
        }

        // Before its first use a budget's part of the ledger has no past, and the window of that use is not a whole one.
        int known = past.FindLastIndex(one => one.Whole > 0) + 1;
        int complete = known < past.Count ? Math.Max(known - 1, 0) : known;
        return Forecast.Of(spent, share, [.. past.Take(complete).Select(one => one.Later)]);
    }

    private CostRecord Sum(ReportFilter filter) => costs(new CostQuery { By = [], Filter = filter }).SingleOrDefault() ?? new CostRecord();

    private static ReportFilter During(ReportFilter filter, Period period) => filter with { Since = period.Start, Until = period.End };

    private static ReportFilter ScopeOf(Budget budget) =>
        new()
        {
            Agent = budget.Agent,
            Model = budget.Model,
            Project = budget.Project,
            Branch = budget.Branch,
            Provider = budget.Provider,
            Machine = budget.Machine,
            User = budget.User,
        };

    private static BudgetStatus Status(Budget budget, CostRecord sum, Forecast? forecast)
    {
        decimal spent = UnitAmount.Of(sum, budget.Unit);
        return new BudgetStatus
        {
            Name = budget.Name,
            State = StateOf(budget, spent, forecast?.Value),
            Spent = spent,
            Limit = budget.Amount,
            Unit = budget.Unit,
            Percent = UnitAmount.PercentOf(spent, budget.Amount),
            Forecast = UnitAmount.Rounded(forecast?.Value, budget.Unit),
            ForecastLow = UnitAmount.Rounded(forecast?.Low, budget.Unit),
            ForecastHigh = UnitAmount.Rounded(forecast?.High, budget.Unit),
            ForecastPercent = forecast is null ? null : UnitAmount.PercentOf(forecast.Value, budget.Amount),
            UnpricedRequests = sum.UnpricedRequests,
            UnpricedTokens = sum.UnpricedTokens,
            Window = budget.Window,
            File = budget.File,
        };
    }

    private static BudgetState StateOf(Budget budget, decimal spent, decimal? forecast)
    {
        if (UnitAmount.Reaches(spent, budget.Amount, budget.HardPercent))
            return BudgetState.Exceeded;
        if (forecast is { } hard && UnitAmount.Reaches(hard, budget.Amount, budget.ForecastHardPercent))
            return BudgetState.AtRisk;
        bool isNear =
            UnitAmount.Reaches(spent, budget.Amount, budget.SoftPercent)
            || (forecast is { } soft && UnitAmount.Reaches(soft, budget.Amount, budget.ForecastSoftPercent));
        return isNear ? BudgetState.Warning : BudgetState.Ok;
    }
}

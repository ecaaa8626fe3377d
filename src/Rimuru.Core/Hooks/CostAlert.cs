using System.Globalization;
using Rimuru.Core.Budgets;
using Rimuru.Core.Events;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Hooks;

/// <summary>The amount of a CostAlert hook: for a window, in all or for each of its agents, projects or models.</summary>
internal sealed class CostAlert
{
    public const string AmountSetting = "Amount";
    public const string WindowSetting = "Window";
    public const string BySetting = "By";

    /// <summary>The windows that an alert can have.</summary>
    public static readonly string[] Windows = [.. Allowed.Select(window => window.ToString())];

    /// <summary>What an alert can be for each of.</summary>
    public static readonly string[] Parts = [nameof(CostGrouping.Agent), nameof(CostGrouping.Project), nameof(CostGrouping.Model)];

    private readonly Hook hook;
    private readonly decimal amount;
    private readonly BudgetWindow window;
    private readonly CostGrouping? by;

    /// <summary>Reads the settings. E15002: one is not valid.</summary>
    public CostAlert(Hook hook)
    {
        this.hook = hook;
        string text = hook.Setting.GetValueOrDefault(AmountSetting) ?? "";
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out amount) || amount <= 0)
            throw HookSettings.Invalid(hook, $"{AmountSetting} must be above 0, in USD.");
        window = HookSettings.Choice(hook, WindowSetting, BudgetWindow.Day);
        CostGrouping part = HookSettings.Choice(hook, BySetting, CostGrouping.Session);
        by = part == CostGrouping.Session ? null : part;
        if (!Windows.Contains(window.ToString()) || (by is not null && !Parts.Contains(part.ToString())))
            throw HookSettings.Invalid(hook, "its window, or what it is for each of, is not one that alerts have.");
    }

    private static BudgetWindow[] Allowed => [BudgetWindow.Session, BudgetWindow.Day, BudgetWindow.Week, BudgetWindow.Month];

    /// <summary>The amounts that are reached at a time.</summary>
    public IEnumerable<StoredEvent> Find(ReportService reports, DateTimeOffset at, TimeZoneInfo zone, CancellationToken stop)
    {
        // A session counts with all that it used, as long as it is in use.
        Period? period = BudgetWindows.PeriodOf(window == BudgetWindow.Session ? BudgetWindow.Day : window, at, zone);
        List<CostGrouping> groupings = [.. by is { } part ? [part] : (CostGrouping[])[]];
        if (window == BudgetWindow.Session)
            groupings.Add(CostGrouping.Session);
        ReportFilter filter = HookMatch.FilterOf(hook) with { Since = period!.Start, Until = period.End };
        List<CostRecord> sums = Sum(filter);
        if (window == BudgetWindow.Session && sums.Count > 0)
            sums = Sum(
                filter with
                {
                    Since = null,
                    Until = null,
                    SessionId = [.. sums.Select(sum => sum.SessionId).OfType<string>().Distinct()],
                }
            );
        return sums.Where(sum => sum.Cost >= amount).Select(sum => Tell(sum, window == BudgetWindow.Session ? null : period, at));

        List<CostRecord> Sum(ReportFilter within) => [.. reports.Costs(new CostQuery { By = groupings, Filter = within }).Run(stop)];
    }

    private StoredEvent Tell(CostRecord sum, Period? period, DateTimeOffset at)
    {
        string fact = string.Create(
            CultureInfo.InvariantCulture,
            $"alert/{hook.Name.ToUpperInvariant()}/{window}/{period?.Start.ToUnixTimeSeconds()}/{amount}/"
                + $"{sum.Agent}/{sum.Project}/{sum.Model}/{sum.SessionId}"
        );
        return StoredEvent.Of(
            fact,
            new CostThresholdEvent
            {
                Name = hook.Name,
                Spent = sum.Cost!.Value,
                Limit = amount,
                Unit = BudgetUnit.USD,
                Percent = UnitAmount.PercentOf(sum.Cost.Value, amount),
                Threshold = 100,
                Window = window,
                WindowStart = period?.Start,
                WindowEnd = period?.End,
                Agent = by == CostGrouping.Agent ? sum.Agent : null,
                Project = by == CostGrouping.Project ? sum.Project : null,
                Model = by == CostGrouping.Model ? sum.Model : null,
                SessionId = window == BudgetWindow.Session ? sum.SessionId : null,
                Time = at,
            }
        );
    }
}

using System.Globalization;
using Rimuru.Core.Budgets;
using Rimuru.Core.Config;
using Rimuru.Core.Display;
using Rimuru.Core.Guard;
using Rimuru.Core.Ingest;
using Rimuru.Core.Reports;

namespace Rimuru.Core.StatusLines;

/// <summary>The values of a status line. No log is read for them: a line that is drawn every few seconds must cost nothing.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="guard">Knows which budgets count.</param>
/// <param name="reports">Adds up what was spent.</param>
/// <param name="environment">The machine.</param>
/// <param name="config">The settings.</param>
internal sealed class StatusLineService(
    LedgerService ledger,
    GuardService guard,
    ReportService reports,
    HostEnvironment environment,
    RimuruConfig config
)
{
    private const int LongestName = 80;

    /// <summary>The values that only the ledger has.</summary>
    public IReadOnlyDictionary<string, string> ValuesOf(StatusInput input, StatusTemplate template, CancellationToken stop)
    {
        Dictionary<string, string> values = [];
        if (!ledger.Exists)
            return values;
        GuardCall call = input.Folder is { } folder ? input.Call.In(folder) : input.Call;
        (string? project, string? branch) = guard.PlaceOf(call);
        Set("project", project is null ? null : Short(project));
        Set("branch", branch is null ? null : Short(branch));
        if (template.Has("session") && call.SessionId is { } id)
            Set("session", Cost(new ReportFilter { SessionId = [id] }, stop) is { } cost ? Money(cost) : null);
        if (template.Has("today"))
            Set("today", Money(Today(stop)));
        if (template.Has("budget"))
            Set("budget", Told(Fullest(call, stop)));
        return values;

        void Set(string name, string? value)
        {
            if (value is not null)
                values[name] = value;
        }
    }

    /// <summary>The line of a folder outside of agents, with its values.</summary>
    public StatusLine LineOf(string folder, StatusTemplate template, CancellationToken stop)
    {
        GuardCall call = new GuardCall().In(folder);
        (string? project, string? branch) = guard.PlaceOf(call);
        BudgetStatus? fullest = ledger.Exists ? Fullest(call, stop) : null;
        decimal? today = ledger.Exists ? Today(stop) : null;
        return new StatusLine
        {
            Line = template.Fill(name =>
                name switch
                {
                    "today" => today is { } cost ? Money(cost) : null,
                    "budget" => Told(fullest),
                    "project" => project is null ? null : Short(project),
                    "branch" => branch is null ? null : Short(branch),
                    _ => null,
                }
            ),
            Today = today,
            Budget = fullest?.Name,
            BudgetPercent = fullest?.Percent,
            Project = project,
            Branch = branch,
        };
    }

    /// <summary>A value that the agent itself tells; null if it does not.</summary>
    public static string? ValueOf(StatusInput input, string name) =>
        name switch
        {
            "model" => input.Model is { } model ? Short(model) : null,
            // What the agent thinks is no record of the ledger.
            "session" => input.OwnCost is { } cost and >= 0 and < 1e9 ? "~" + Money((decimal)cost) : null,
            "context" => Percent(input.Context),
            "5h" => Percent(input.FiveHours),
            "week" => Percent(input.SevenDays),
            _ => null,
        };

    /// <summary>A name of others as it fits into a line.</summary>
    private static string Short(string name) =>
        PlainText.Name(name.Length > LongestName ? string.Concat(name.EnumerateRunes().Take(LongestName)) + "…" : name);

    private decimal Today(CancellationToken stop)
    {
        Period day = BudgetWindows.PeriodOf(BudgetWindow.Day, environment.Time.GetUtcNow(), config.Zone)!;
        return Cost(new ReportFilter { Since = day.Start, Until = day.End }, stop) ?? 0;
    }

    /// <summary>The budget that is closest to its end, among those that count for a call.</summary>
    private BudgetStatus? Fullest(GuardCall call, CancellationToken stop) => guard.Standing(call, stop).MaxBy(status => status.Percent);

    private static string? Told(BudgetStatus? status) => status is null ? null : $"{status.Name} {Percent((double)status.Percent)}";

    private decimal? Cost(ReportFilter filter, CancellationToken stop) =>
        reports.Costs(new CostQuery { By = [], Filter = filter }).Run(stop).SingleOrDefault()?.Cost;

    private static string Money(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"${amount:#,0.00}");

    private static string? Percent(double? percent) =>
        percent is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(known):0} %") : null;
}

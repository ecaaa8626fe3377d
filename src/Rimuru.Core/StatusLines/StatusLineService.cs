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
    /// <summary>The values that only the ledger has.</summary>
    public IReadOnlyDictionary<string, string> ValuesOf(StatusInput input, StatusTemplate template, CancellationToken stop)
    {
        Dictionary<string, string> values = [];
        if (!ledger.Exists)
            return values;
        GuardCall call = input.Folder is { } folder ? input.Call.In(folder) : input.Call;
        (string? project, string? branch) = guard.PlaceOf(call);
        Set("project", project is null ? null : PlainText.Name(project));
        Set("branch", branch is null ? null : PlainText.Name(branch));
        if (template.Has("session") && call.SessionId is { } id)
            Set("session", Cost(new ReportFilter { SessionId = [id] }, stop));
        if (template.Has("today"))
        {
            Period day = BudgetWindows.PeriodOf(BudgetWindow.Day, environment.Time.GetUtcNow(), config.Zone)!;
            Set("today", Cost(new ReportFilter { Since = day.Start, Until = day.End }, stop) ?? Money(0));
        }

        if (template.Has("budget") && guard.Standing(call, stop).MaxBy(status => status.Percent) is { } fullest)
            Set("budget", $"{fullest.Name} {Percent((double)fullest.Percent)}");
        return values;

        void Set(string name, string? value)
        {
            if (value is not null)
                values[name] = value;
        }
    }

    /// <summary>A value that the agent itself tells; null if it does not.</summary>
    public static string? ValueOf(StatusInput input, string name) =>
        name switch
        {
            "model" => input.Model is { } model ? PlainText.Name(model) : null,
            // What the agent thinks is no record of the ledger.
            "session" => input.OwnCost is { } cost and >= 0 and < 1e9 ? "~" + Money((decimal)cost) : null,
            "context" => Percent(input.Context),
            "5h" => Percent(input.FiveHours),
            "week" => Percent(input.SevenDays),
            _ => null,
        };

    private string? Cost(ReportFilter filter, CancellationToken stop) =>
        reports.Costs(new CostQuery { By = [], Filter = filter }).Run(stop).SingleOrDefault()?.Cost is { } cost ? Money(cost) : null;

    private static string Money(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"${amount:#,0.00}");

    private static string? Percent(double? percent) =>
        percent is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(known):0} %") : null;
}

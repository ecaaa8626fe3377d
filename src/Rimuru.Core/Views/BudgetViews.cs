using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of budgets.</summary>
internal static class BudgetViews
{
    public static View<Budget> Budget { get; } =
        new(
            new("Name", "Name", Name, 16, b => b.Name),
            new("Amount", "Amount", Amount, 10, b => b.Amount),
            new("Unit", "Unit", Text, 6, b => b.Unit),
            new("Window", "Window", Text, 9, b => b.Window),
            new("Project", "Scope", Name, 14, b => string.Join(' ', ScopeOf(b)))
            {
                Expression =
                    "(@($_.Agent, $_.Project, $_.Branch, $_.Model, $_.Provider, $_.Machine, $_.User | ForEach-Object { $_ }) -ne $null) "
                    + "-join ' '",
            },
            new("File", "File", Name, 16, b => b.File)
        );

    public static View<BudgetStatus> Status { get; } =
        new(
            new("Name", "Name", Name, 10, s => s.Name),
            new("State", "State", Text, 8, s => s.State),
            new("Percent", "%", Share, 6, s => s.Percent),
            new("Spent", "Spent", Amount, 10, s => s.Spent),
            new("Limit", "Limit", Amount, 10, s => s.Limit),
            new("Forecast", "Forecast", Amount, 10, s => s.Forecast),
            new("Unit", "Unit", Text, 6, s => s.Unit),
            new("Window", "Window", Text, 9, s => s.Window),
            new("UnpricedTokens", "Unpriced", Count, 9, s => s.UnpricedTokens) { Shown = Places.Command }
        );

    public static View<StatusLine> Line { get; } =
        new(
            new("Today", "Today (USD)", Money, 11, s => s.Today),
            new("Budget", "Budget", Name, 10, s => s.Budget),
            new("BudgetPercent", "%", Share, 6, s => s.BudgetPercent),
            new("Line", "Line", Text, 30, s => s.Line),
            new("Project", "Project", Name, 12, s => s.Project),
            new("Branch", "Branch", Name, 12, s => s.Branch)
        );

    private static IEnumerable<string> ScopeOf(Budget budget) =>
        [.. budget.Agent, .. budget.Project, .. budget.Branch, .. budget.Model, .. budget.Provider, .. budget.Machine, .. budget.User];
}

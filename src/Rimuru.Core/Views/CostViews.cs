using System.Globalization;
using Rimuru.Core.Reports;
using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of costs.</summary>
internal static class CostViews
{
    private static readonly Column<CostRecord>[] Sums =
    [
        new("Cost", "Cost (USD)", Money, 10, r => r.Cost) { Marks = [new(Emphasis.Doubtful, "UnpricedRequests", r => r.UnpricedRequests)] },
        new("Requests", "Requests", Count, 9, r => r.Requests),
        new("UnpricedRequests", "Unpriced", Count, 8, r => r.UnpricedRequests) { Shown = Places.Command },
        new("ReportedCredits", "Credits", Name, 14, r => CreditSum.Text(r.ReportedCredits, r.CreditUnit))
        {
            Shown = Places.Command,
            IsOptional = true,
        },
        new("TotalTokens", "Tokens", Count, 15, r => r.TotalTokens),
        new("OutputTokens", "Output", Count, 12, r => r.OutputTokens) { Shown = Places.Command },
        new("InputTokens", "Input", Count, 12, r => r.InputTokens) { Shown = Places.Command },
        new("CacheReadTokens", "Cache read", Count, 15, r => r.CacheReadTokens) { Shown = Places.Command },
        new("CacheWrite5mTokens", "Cache write", Count, 15, r => r.CacheWrite5mTokens + r.CacheWrite1hTokens) { Shown = Places.Command },
    ];

    private static readonly Column<CostRecord>[] Uses =
    [
        new("Uses", "Uses", Count, 8, r => r.Uses),
        new("Sessions", "Sessions", Count, 8, r => r.Sessions) { Shown = Places.Command },
        new("LastUse", "Last use", Time, 22, r => r.LastUse) { Shown = Places.Command },
    ];

    /// <summary>In PowerShell the names of a group share one column, because a format view cannot depend on the query.</summary>
    private static readonly Column<CostRecord> Label = new("Model", "Group", Name, 22, r => Groupings.Label(r))
    {
        Shown = Places.Shell,
        Expression = Groupings.ShellLabel(Groupings.All),
    };

    public static View<CostRecord> Record { get; } = new([.. Sums, Label]);

    public static View<CostComparison> Comparison { get; } =
        new(
            new("Cost", "Cost (USD)", Money, 10, r => r.Cost)
            {
                Marks = [new(Emphasis.Doubtful, "UnpricedRequests", r => r.UnpricedRequests)],
            },
            new("PreviousCost", "Before (USD)", Money, 12, r => r.PreviousCost)
            {
                Marks = [new(Emphasis.Doubtful, "PreviousUnpricedRequests", r => r.PreviousUnpricedRequests)],
            },
            new("CostChange", "Change (USD)", MoneyChange, 12, r => r.CostChange),
            new("CostChangePercent", "%", Percent, 8, r => r.CostChangePercent),
            new("Model", "Group", Name, 12, r => Groupings.Label(r)) { Expression = Groupings.ShellLabel(Groupings.Comparable) }
        );

    public static View<CostSummary> Summary { get; } =
        new(
            new("Group", "Group", Name, 12, r => r.Group),
            new("Count", "Count", Count, 8, r => r.Count),
            new("Sum", "Sum (USD)", Money, 10, r => r.Sum),
            new("Median", "Median (USD)", Money, 12, r => r.Median),
            new("Maximum", "Maximum (USD)", Money, 13, r => r.Maximum)
        );

    public static View<PricedUsage> Priced { get; } =
        new(
            new("Cost", "Cost (USD)", Money, 10, r => r.Cost),
            new("TotalTokens", "Tokens", Count, 15, r => r.TotalTokens),
            new("Model", "Model", Name, 22, r => r.Model),
            new("CostStatus", "Status", Text, 10, r => r.CostStatus)
            {
                Marks = [new(Emphasis.Doubtful, "CostStatus", r => r.CostStatus, nameof(CostStatus.Unpriced))],
            },
            new("PriceOf", "Price of", Name, 20, r => r.Reason ?? r.PriceOf)
            {
                Expression = "if ($_.Reason) { $_.Reason } else { $_.PriceOf }",
            }
        );

    public static View<UsageBlock> Block { get; } =
        new(
            new("Start", "Start", Time, 22, b => b.Start),
            new("Cost", "Cost (USD)", Money, 10, b => b.Cost)
            {
                Marks = [new(Emphasis.Doubtful, "UnpricedRequests", b => b.UnpricedRequests)],
            },
            new("TotalTokens", "Tokens", Count, 13, b => b.TotalTokens),
            new("ProjectedCost", "End (USD)", Amount, 10, b => b.ProjectedCost),
            new("IsActive", "State", Text, 6, b => StateOf(b))
            {
                Expression = "if ($_.IsGap) { 'Gap' } elseif ($_.IsActive) { 'Active' } else { 'Over' }",
            },
            new("Agent", "Agent", Name, 11, b => b.Agent),
            new("CostPerHour", "USD an hour", Amount, 11, b => b.CostPerHour) { Shown = Places.Command },
            new("Requests", "Requests", Count, 9, b => b.Requests) { Shown = Places.Command },
            new("Models", "Model", Name, 19, b => string.Join(", ", b.Models)) { Shown = Places.Command }
        );

    public static View<CostForecast> Forecast { get; } =
        new(
            new("Period", "Period", Text, 6, f => f.Period),
            new("Spent", "Spent", Amount, 10, f => f.Spent)
            {
                Marks = [new(Emphasis.Doubtful, "UnpricedRequests", f => f.UnpricedRequests)],
            },
            new("Forecast", "Forecast", Amount, 10, f => f.Forecast),
            new("ForecastLow", "Low", Amount, 10, f => f.ForecastLow),
            new("ForecastHigh", "High", Amount, 10, f => f.ForecastHigh),
            new("BacktestError", "Error %", Share, 7, f => f.BacktestError),
            new("Unit", "Unit", Text, 6, f => f.Unit),
            new("Method", "Method", Text, 11, f => f.Method)
        );

    public static View<UsageLimit> Limit { get; } =
        new(
            new("Name", "Limit", Name, 10, l => l.Name),
            new("UsedPercent", "Used %", Share, 6, l => l.UsedPercent),
            new("PercentAtReset", "At reset %", Share, 10, l => l.PercentAtReset),
            new("Remaining", "Left", Amount, 8, l => l.Remaining),
            new("State", "State", Text, 7, l => l.State)
            {
                Marks = [new(Emphasis.Doubtful, "State", l => l.State, nameof(LimitState.Stale), nameof(LimitState.Expired))],
            },
            new("Agent", "Agent", Name, 11, l => l.Agent),
            new("ResetsAt", "Resets at", Time, 22, l => l.ResetsAt),
            new("Age", "Age", Duration, 11, l => l.Age),
            new("Unit", "Unit", Text, 8, l => l.Unit)
        );

    public static View<ExchangeRate> Rate { get; } =
        new(
            new("Currency", "Currency", Text, 8, r => r.Currency),
            new("Date", "From", Text, 10, r => r.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            {
                Expression = "$_.Date.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)",
            },
            new("Rate", "For 1 USD", Text, 14, r => r.Rate.ToString(CultureInfo.InvariantCulture))
            {
                Expression = "$_.Rate.ToString([cultureinfo]::InvariantCulture)",
            },
            new("Inverse", "In USD", Text, 14, r => r.Inverse.ToString(CultureInfo.InvariantCulture))
            {
                Expression = "$_.Inverse.ToString([cultureinfo]::InvariantCulture)",
            }
        );

    private static string StateOf(UsageBlock block)
    {
        if (block.IsGap)
            return "Gap";
        return block.IsActive ? "Active" : "Over";
    }

    /// <summary>The columns of a query's groupings, followed by the sums.</summary>
    public static View<CostRecord> Grouped(IReadOnlyList<CostGrouping> by) =>
        new([
            .. by.Select(Groupings.Of)
                .Select(grouping => new Column<CostRecord>(grouping.Property, grouping.Title, Name, grouping.Width, grouping.ValueOf)
                {
                    Brief = grouping.Kind == GroupingKind.Session ? record => record.ShortId : null,
                }),
            .. Uses.Where(_ => Groupings.Overlap(by)),
            .. Sums,
        ]);
}

using Rimuru.Core.Display;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Hooks;

/// <summary>The usage of an agent, a provider and a model, for a metrics system. Token kinds do not overlap.</summary>
internal sealed record UsageMetric(string Agent, string Provider, string Model)
{
    public long Requests { get; init; }

    public long Input { get; init; }

    public long CacheRead { get; init; }

    public long CacheWrite { get; init; }

    public long Output { get; init; }

    /// <summary>A part of the output.</summary>
    public long Reasoning { get; init; }

    public long Unpriced { get; init; }

    public decimal Cost { get; init; }

    /// <summary>Input as the conventions of OpenTelemetry count it: with what the cache gave and got.</summary>
    public long AllInput => Input + CacheRead + CacheWrite;

    public long Total => AllInput + Output;
}

/// <summary>
/// What is exported: the figures of the ledger now, and what was measured now. They have no session, no path and no person.
/// </summary>
/// <param name="Usage">All usage, in order; each agent, provider and model is there once.</param>
/// <param name="Today">The usage of the day in the zone.</param>
/// <param name="Budgets">The budgets, each name once.</param>
/// <param name="Since">The start of the year of the first record: before it all sums were zero.</param>
/// <param name="Measured">This machine and its agents; null where nothing is measured.</param>
internal sealed record LedgerMetrics(
    IReadOnlyList<UsageMetric> Usage,
    IReadOnlyList<UsageMetric> Today,
    IReadOnlyList<BudgetStatus> Budgets,
    DateTimeOffset Since,
    SystemMetrics? Measured
)
{
    private const string Unknown = "unknown";

    public static LedgerMetrics Of(HookDelivery delivery, CancellationToken stop)
    {
        HookMeans means = delivery.Means;
        Hook hook = delivery.Hook;
        ReportFilter filter = HookMatch.FilterOf(hook);
        DateTimeOffset now = means.Time.GetUtcNow();
        DateTimeOffset? first = means
            .Costs(
                new CostQuery
                {
                    By = [CostGrouping.Year],
                    Filter = filter,
                    Zone = TimeZoneInfo.Utc,
                }
            )
            .Min(year => year.PeriodStart);
        return new LedgerMetrics(
            UsageIn(means, filter),
            UsageIn(means, filter with { Since = LocalTime.StartOf(TimeZoneInfo.ConvertTime(now, means.Zone).Date, means.Zone) }),
            [.. means.Budgets().GroupBy(budget => NameOf(budget.Name)).Select(same => same.First() with { Name = same.Key })],
            first ?? now,
            MeasuredBy(means.Measure(stop), hook)
        );
    }

    private static SystemMetrics? MeasuredBy(SystemMetrics? metrics, Hook hook) =>
        metrics is null
            ? null
            : metrics with
            {
                Agents = [.. metrics.Agents.Where(agent => ReportFilter.Matches(hook.Agent, agent.Agent))],
            };

    private static List<UsageMetric> UsageIn(HookMeans means, ReportFilter filter) =>
        [
            .. means
                .Costs(
                    new CostQuery
                    {
                        By = [CostGrouping.Agent, CostGrouping.Provider, CostGrouping.Model],
                        Filter = filter,
                        Zone = means.Zone,
                    }
                )
                .GroupBy(cost => (Agent: NameOf(cost.Agent), Provider: NameOf(cost.Provider), Model: NameOf(cost.Model)))
                .Select(same => new UsageMetric(same.Key.Agent, same.Key.Provider, same.Key.Model)
                {
                    Requests = same.Sum(cost => cost.Requests),
                    Input = same.Sum(cost => cost.InputTokens),
                    CacheRead = same.Sum(cost => cost.CacheReadTokens),
                    CacheWrite = same.Sum(cost => cost.CacheWrite5mTokens + cost.CacheWrite1hTokens),
                    Output = same.Sum(cost => cost.OutputTokens),
                    Reasoning = same.Sum(cost => cost.ReasoningTokens),
                    Unpriced = same.Sum(cost => cost.UnpricedTokens),
                    Cost = same.Sum(cost => cost.Cost ?? 0),
                })
                .OrderBy(metric => metric.Agent, StringComparer.Ordinal)
                .ThenBy(metric => metric.Provider, StringComparer.Ordinal)
                .ThenBy(metric => metric.Model, StringComparer.Ordinal),
        ];

    /// <summary>A name as a label: two that become the same are one.</summary>
    private static string NameOf(string? name) => string.IsNullOrEmpty(name) ? Unknown : PlainText.Name(name);
}

using System.Globalization;
using System.Text;

namespace Rimuru.Core.Hooks;

/// <summary>Metrics in the text format of Prometheus, without time stamps: the collector of text files refuses them.</summary>
internal static class PrometheusText
{
    public static string Of(LedgerMetrics metrics)
    {
        StringBuilder text = new();
        Family(
            text,
            "rimuru_tokens_total",
            "counter",
            "Tokens of all requests in the ledger, by kind; kinds do not overlap.",
            metrics.Usage.SelectMany(usage => TokensOf(usage, LabelsOf(usage)))
        );
        Family(
            text,
            "rimuru_reasoning_tokens_total",
            "counter",
            "The part of the output tokens that was reasoning.",
            metrics.Usage.Select(usage => (LabelsOf(usage), (decimal)usage.Reasoning))
        );
        Family(
            text,
            "rimuru_requests_total",
            "counter",
            "Billed responses in the ledger.",
            metrics.Usage.Select(usage => (LabelsOf(usage), (decimal)usage.Requests))
        );
        Family(
            text,
            "rimuru_unpriced_tokens",
            "gauge",
            "Tokens without a known price, which are not in the cost; fewer when prices are found.",
            metrics.Usage.Select(usage => (LabelsOf(usage), (decimal)usage.Unpriced))
        );
        Family(
            text,
            "rimuru_cost_usd_total",
            "counter",
            "Cost in US dollars, calculated from list prices.",
            metrics.Usage.Select(usage => (LabelsOf(usage), usage.Cost))
        );
        Family(
            text,
            "rimuru_today_tokens",
            "gauge",
            "Tokens of the day, by kind.",
            metrics.Today.SelectMany(usage => TokensOf(usage, LabelsOf(usage)))
        );
        Family(
            text,
            "rimuru_today_cost_usd",
            "gauge",
            "Cost of the day in US dollars, calculated from list prices.",
            metrics.Today.Select(usage => (LabelsOf(usage), usage.Cost))
        );
        OfBudgets(text, metrics, BudgetUnit.USD, "usd", "US dollars");
        OfBudgets(text, metrics, BudgetUnit.Tokens, "tokens", "tokens");
        Family(
            text,
            "rimuru_budget_used_ratio",
            "gauge",
            "What was spent of a budget in its window; 1 is all of it.",
            metrics.Budgets.Select(budget => (LabelsOf(budget), budget.Percent / 100))
        );
        if (metrics.Measured is { } measured)
            Measured(text, measured);
        return text.ToString();
    }

    private static void Measured(StringBuilder text, SystemMetrics system)
    {
        foreach (MeasuredMetric<SystemMetrics> metric in MeasuredMetrics.OfSystem)
        {
            string labels = metric.State is { } state ? $"{state.Name.Replace('.', '_')}=\"{state.Value}\"" : "";
            Measured(text, metric, [(labels, metric.ValueOf(system))]);
        }

        foreach (MeasuredMetric<AgentMetrics> metric in MeasuredMetrics.OfAgents)
            Measured(text, metric, system.Agents.Select(agent => ($"agent=\"{Escaped(agent.Agent)}\"", metric.ValueOf(agent))));
    }

    private static void Measured<T>(StringBuilder text, MeasuredMetric<T> metric, IEnumerable<(string Labels, decimal? Value)> samples) =>
        Family(
            text,
            metric.PrometheusName,
            "gauge",
            metric.Description,
            samples.Where(sample => sample.Value is not null).Select(sample => (sample.Labels, sample.Value!.Value))
        );

    private static void OfBudgets(StringBuilder text, LedgerMetrics metrics, BudgetUnit unit, string name, string words)
    {
        BudgetStatus[] budgets = [.. metrics.Budgets.Where(budget => budget.Unit == unit)];
        Family(
            text,
            $"rimuru_budget_limit_{name}",
            "gauge",
            $"The amount of a budget in {words}.",
            budgets.Select(budget => (LabelsOf(budget), budget.Limit))
        );
        Family(
            text,
            $"rimuru_budget_spent_{name}",
            "gauge",
            $"What was spent of a budget in its window, in {words}.",
            budgets.Select(budget => (LabelsOf(budget), budget.Spent))
        );
    }

    /// <summary>A family without samples is left out.</summary>
    private static void Family(
        StringBuilder text,
        string name,
        string type,
        string help,
        IEnumerable<(string Labels, decimal Value)> samples
    )
    {
        bool isBegun = false;
        foreach ((string labels, decimal value) in samples)
        {
            if (!isBegun)
                text.Append("# HELP ")
                    .Append(name)
                    .Append(' ')
                    .Append(help)
                    .Append("\n# TYPE ")
                    .Append(name)
                    .Append(' ')
                    .Append(type)
                    .Append('\n');
            isBegun = true;
            text.Append(name)
                .Append(labels.Length > 0 ? $"{{{labels}}} " : " ")
                .Append(value.ToString("0.############", CultureInfo.InvariantCulture));
            text.Append('\n');
        }
    }

    private static IEnumerable<(string Labels, decimal Value)> TokensOf(UsageMetric usage, string labels) =>
        [
            ($"{labels},kind=\"input\"", usage.Input),
            ($"{labels},kind=\"cache_read\"", usage.CacheRead),
            ($"{labels},kind=\"cache_write\"", usage.CacheWrite),
            ($"{labels},kind=\"output\"", usage.Output),
        ];

    private static string LabelsOf(UsageMetric usage) =>
        $"agent=\"{Escaped(usage.Agent)}\",provider=\"{Escaped(usage.Provider)}\",model=\"{Escaped(usage.Model)}\"";

    private static string LabelsOf(BudgetStatus budget) => $"budget=\"{Escaped(budget.Name)}\",window=\"{budget.Window}\"";

    /// <summary>Names are on one line already.</summary>
    private static string Escaped(string name) =>
        name.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}

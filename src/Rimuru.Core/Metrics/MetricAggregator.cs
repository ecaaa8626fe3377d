using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Metrics;

/// <summary>Adds spans up to longer ones.</summary>
internal static class MetricAggregator
{
    /// <summary>A sample of each number that was measured.</summary>
    public static IEnumerable<MetricSample> SamplesOf(SystemMetrics metrics)
    {
        long at = metrics.Time.ToUnixTimeMilliseconds();
        return Values(
                "",
                metrics.CpuPercent,
                metrics.Memory,
                metrics.Processes,
                metrics.ActiveSessions,
                metrics.TokensPerMinute,
                metrics.CostPerMinute,
                metrics.RequestsPerMinute,
                metrics.Failures
            )
            .Concat(
                metrics.Agents.SelectMany(agent =>
                    Values(
                        agent.Agent,
                        agent.CpuPercent,
                        agent.Memory,
                        agent.Processes,
                        agent.ActiveSessions,
                        agent.TokensPerMinute,
                        agent.CostPerMinute,
                        agent.RequestsPerMinute,
                        agent.Failures
                    )
                )
            );

        // In the order of the names.
        IEnumerable<MetricSample> Values(string agent, params decimal?[] values) =>
            Enum.GetValues<MetricName>()
                .Where(name => values[(int)name] is not null)
                .Select(name => new MetricSample(at, agent, name, (long)(values[(int)name]!.Value * MetricUnits.ScaleOf(name))));
    }

    /// <summary>The spans of each thing added up, by steps from the start of the epoch or into one.</summary>
    public static IEnumerable<MetricRecord> Sum(IEnumerable<StoredMetric> spans, long? stepMs) =>
        spans
            .GroupBy(span => (At: stepMs is { } step ? span.AtMs - span.AtMs % step : 0, span.Machine, span.Agent, span.Name))
            .OrderBy(group => group.Key.At)
            .ThenBy(group => group.Key.Machine, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Agent, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Name)
            .Select(group =>
            {
                MetricSum sum = new();
                foreach (StoredMetric span in group)
                    sum.Add(span.Sum);
                decimal scale = MetricUnits.ScaleOf(group.Key.Name);
                return new MetricRecord
                {
                    Name = group.Key.Name,
                    Agent = group.Key.Agent.Length > 0 ? group.Key.Agent : null,
                    Machine = group.Key.Machine,
                    Start = DateTimeOffset.FromUnixTimeMilliseconds(stepMs is null ? group.Min(span => span.AtMs) : group.Key.At),
                    End = DateTimeOffset.FromUnixTimeMilliseconds(
                        stepMs is { } length ? group.Key.At + length : group.Max(span => span.AtMs + span.StepMs)
                    ),
                    Samples = sum.Count,
                    Average = sum.Average / scale,
                    Minimum = sum.Low / scale,
                    Maximum = sum.High / scale,
                    Median = sum.Quantile(0.5) / scale,
                    P95 = sum.Quantile(0.95) / scale,
                    P99 = sum.Quantile(0.99) / scale,
                    Unit = MetricUnits.Of(group.Key.Name),
                };
            });
}

using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of what is measured of machine and agents.</summary>
internal static class MetricViews
{
    public static View<MetricRecord> Record { get; } =
        new(
            new("Name", "Metric", Text, 14, m => m.Name),
            new("Agent", "Agent", Name, 11, m => m.Agent),
            new("Average", "Average", Amount, 13, m => m.Average),
            new("Maximum", "Highest", Amount, 13, m => m.Maximum),
            new("Unit", "Unit", Text, 12, m => m.Unit),
            new("Start", "Start", Time, 22, m => m.Start),
            new("Machine", "Machine", Name, 12, m => m.Machine)
        );

    public static View<SystemMetrics> Now { get; } =
        new(
            new("CpuPercent", "CPU %", Share, 5, m => m.CpuPercent),
            new("Memory", "Memory", Bytes, 11, m => m.Memory),
            new("MemoryTotal", "of", Bytes, 11, m => m.MemoryTotal),
            new("ActiveSessions", "Active", Count, 6, m => m.ActiveSessions),
            new("TokensPerMinute", "Tokens/min", Count, 11, m => m.TokensPerMinute),
            new("CostPerMinute", "USD/min", Money, 9, m => m.CostPerMinute),
            new("Machine", "Machine", Name, 12, m => m.Machine)
        );

    public static View<AgentMetrics> Agent { get; } =
        new(
            new("Agent", "Agent", Name, 11, m => m.Agent),
            new("CpuPercent", "CPU %", Share, 5, m => m.CpuPercent),
            new("Memory", "Memory", Bytes, 11, m => m.Memory),
            new("ActiveSessions", "Active", Count, 6, m => m.ActiveSessions),
            new("TokensPerMinute", "Tokens/min", Count, 11, m => m.TokensPerMinute),
            new("CostPerMinute", "USD/min", Money, 9, m => m.CostPerMinute),
            new("Processes", "Processes", Count, 9, m => m.Processes) { Shown = Places.Command }
        );
}

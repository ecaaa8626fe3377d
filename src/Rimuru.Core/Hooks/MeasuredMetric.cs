namespace Rimuru.Core.Hooks;

/// <summary>What is measured of the machine or of an agent, as exporters tell it.</summary>
/// <typeparam name="T">The measured: the machine, or an agent with all that it has started.</typeparam>
/// <param name="Name">Its name in OpenTelemetry's conventions, or our own beside them.</param>
/// <param name="Description">What it is.</param>
/// <param name="Unit">Its unit in UCUM; <see cref="MeasuredMetrics.Ratio"/> is a gauge, all else a sum that rises and falls.</param>
/// <param name="ValueOf">Its value; null for what the system does not tell.</param>
internal sealed record MeasuredMetric<T>(string Name, string Description, string Unit, Func<T, decimal?> ValueOf)
{
    /// <summary>The state that OpenTelemetry has as an attribute; null for none.</summary>
    public (string Name, string Value)? State { get; init; }

    /// <summary>Its name as Prometheus would write that of OpenTelemetry.</summary>
    public string PrometheusName =>
        Name.Replace('.', '_')
        + Unit switch
        {
            MeasuredMetrics.Ratio => "_ratio",
            MeasuredMetrics.Bytes => "_bytes",
            _ => "",
        };
}

/// <summary>All that is measured.</summary>
internal static class MeasuredMetrics
{
    public const string Ratio = "1",
        Bytes = "By";

    private const decimal Percent = 100;

    public static IReadOnlyList<MeasuredMetric<SystemMetrics>> OfSystem { get; } =
    [
        new("system.cpu.utilization", "The part of all processors that is busy.", Ratio, system => system.CpuPercent / Percent),
        new("system.memory.usage", "The memory that is not available to programs.", Bytes, system => system.Memory)
        {
            State = ("system.memory.state", "used"),
        },
        new("system.memory.limit", "The memory of the machine.", Bytes, system => system.MemoryTotal),
    ];

    public static IReadOnlyList<MeasuredMetric<AgentMetrics>> OfAgents { get; } =
    [
        new(
            "process.cpu.utilization",
            "The part of all processors that the processes of an agent use.",
            Ratio,
            agent => agent.CpuPercent / Percent
        ),
        new("process.memory.usage", "The memory that the processes of an agent have resident.", Bytes, agent => agent.Memory),
        new("rimuru.processes", "The processes of an agent, with those that they have started.", "{process}", agent => agent.Processes),
        new("rimuru.sessions.active", "The active sessions of an agent.", "{session}", agent => agent.ActiveSessions),
    ];
}

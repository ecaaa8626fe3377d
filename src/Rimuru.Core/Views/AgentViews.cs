using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of agents, their programs and their health.</summary>
internal static class AgentViews
{
    public static View<Agent> Agent { get; } =
        new(
            new("Name", "Agent", Name, 12, a => a.Name),
            new("Sessions", "Sessions", Count, 9, a => a.Sessions),
            new("Requests", "Requests", Count, 11, a => a.Requests),
            new("LastActivity", "Last activity", Time, 22, a => a.LastActivity),
            new("Enabled", "Enabled", Flag, 7, a => a.Enabled),
            new("Detected", "Found", Flag, 5, a => a.Detected),
            new("Roots", "Folder", Name, 13, a => a.Roots)
        );

    public static View<DiscoveredAgent> Discovered { get; } =
        new(
            new("Name", "Agent", Name, 12, a => a.Name),
            new("Version", "Version", Name, 12, a => a.Version),
            new("Enabled", "Enabled", Flag, 7, a => a.Enabled),
            new("ExecutablePath", "Program", Name, 25, a => a.ExecutablePath),
            new("Roots", "Folder", Name, 19, a => a.Roots),
            new("Evidence", "Proof", Name, 19, a => a.Evidence)
        );

    public static View<AgentHealth> Health { get; } =
        new(
            new("Agent", "Agent", Name, 12, h => h.Agent),
            new("Status", "Status", Text, 9, h => h.Status)
            {
                Marks =
                [
                    new(Emphasis.Bad, "Status", h => h.Status, nameof(HealthStatus.Unhealthy)),
                    new(Emphasis.Doubtful, "Status", h => h.Status, nameof(HealthStatus.Degraded)),
                ],
            },
            new("Version", "Version", Name, 14, h => h.Version),
            new("Findings", "Finding", Name, 21, h => string.Join(' ', h.Findings))
            {
                Shown = Places.Shell,
                Expression = "$_.Findings -join ' '",
            },
            new("ExecutablePath", "Program", Name, 19, h => h.ExecutablePath) { Shown = Places.Command },
            new("Roots", "Folder", Name, 19, h => h.Roots) { Shown = Places.Command }
        );

    public static View<Schedule> Schedule { get; } =
        new(
            new("Name", "Name", Name, 12, s => s.Name),
            new("Task", "Task", Text, 14, s => s.Task),
            new("Interval", "Interval", Duration, 10, s => s.Interval),
            new("NextRun", "Next run", Time, 22, s => s.NextRun),
            new("At", "At", Text, 8, s => s.At),
            new("Kind", "Kind", Text, 13, s => s.Kind)
        );
}

using System.Globalization;

namespace Rimuru.Core.Schedules;

/// <summary>The two units of a systemd timer.</summary>
internal static class SystemdUnit
{
    public static string Service(SchedulePlan plan) => plan.Program.AsSpan().IndexOfAny("'\"\\") >= 0
        ? throw SchedulePlan.Wrong("-Kind", "Systemd", $"starts no program whose path has a quote or a backslash, as {plan.Program} has. Use another kind, or another PowerShell.")
        : $"""
        # {ScheduleMarker.Of(plan)}
        [Unit]
        Description=Rimuru sync ({plan.Name})

        [Service]
        Type=oneshot
        ExecStart={string.Join(' ', [Word(plan.Program), .. ScheduleCommand.Arguments(plan).Select(Argument)])}
        TimeoutStartSec=1h

        """.ReplaceLineEndings("\n");

    public static string Timer(SchedulePlan plan) => $"""
        # {ScheduleMarker.Of(plan)}
        [Unit]
        Description=Rimuru sync ({plan.Name}) {plan.When}

        [Timer]
        {Clock(plan)}

        [Install]
        WantedBy=timers.target

        """.ReplaceLineEndings("\n");

    // Monotonic times have no meaning before the first run without OnActiveSec.
    private static string Clock(SchedulePlan plan) => plan.At is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"OnCalendar=*-*-* {at:HH:mm}:00\nPersistent=true")
        : string.Create(CultureInfo.InvariantCulture, $"OnActiveSec=1min\nOnUnitActiveSec={plan.Interval.TotalMinutes:0}min");

    private static string Argument(string text) => Word(text.Replace("$", "$$", StringComparison.Ordinal));

    // The program's own path goes without $$: systemd expands no variable there.
    private static string Word(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)}\"";
}

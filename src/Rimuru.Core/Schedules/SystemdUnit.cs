using System.Globalization;

namespace Rimuru.Core.Schedules;

/// <summary>The two units of a systemd timer.</summary>
internal static class SystemdUnit
{
    public static string Service(SchedulePlan plan) =>
        plan.Program.AsSpan().IndexOfAny("'\"\\") >= 0
            ? throw SchedulePlan.Wrong(
                "-Kind",
                "Systemd",
                $"cannot start a program whose path contains a quote or a backslash: {plan.Program}. Use another kind, or another "
                    + "PowerShell."
            )
            : $"""
                # {ScheduleMarker.Of(plan)}
                [Unit]
                Description=Rimuru sync ({plan.Name})

                [Service]
                Type=oneshot
                ExecStart={string.Join(' ', [Word(plan.Program), .. ScheduleCommand.Arguments(plan).Select(Argument)])}
                TimeoutStartSec=1h

                """.ReplaceLineEndings("\n");

    public static string Timer(SchedulePlan plan) =>
        $"""
            # {ScheduleMarker.Of(plan)}
            [Unit]
            Description=Rimuru sync ({plan.Name}) {plan.When}

            [Timer]
            {Clock(plan)}

            [Install]
            WantedBy=timers.target

            """.ReplaceLineEndings("\n");

    // Without OnActiveSec a monotonic timer has no start before its first run.
    private static string Clock(SchedulePlan plan) =>
        plan.At is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"OnCalendar=*-*-* {at:HH:mm}:00\nPersistent=true")
            : string.Create(CultureInfo.InvariantCulture, $"OnActiveSec=1min\nOnUnitActiveSec={plan.Interval.TotalMinutes:0}min");

    private static string Argument(string text) => Word(text.Replace("$", "$$", StringComparison.Ordinal));

    // The program's path needs no $$: systemd does not expand variables there.
    private static string Word(string text) =>
        "\""
        + text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal)
        + "\"";
}

using Rimuru.Core.Display;

namespace Rimuru.Core.Schedules;

/// <summary>The command of a schedule: PowerShell, non-interactive, without profile and system shell.</summary>
internal static class ScheduleCommand
{
    /// <summary>The arguments that follow the program, unquoted.</summary>
    /// <param name="plan">The schedule.</param>
    /// <param name="switches">Further switches of PowerShell.</param>
    public static IReadOnlyList<string> Arguments(SchedulePlan plan, params string[] switches) =>
        [.. plan.ProgramArguments, .. switches, "-NoProfile", "-NonInteractive", "-Command", Script(plan)];

    /// <summary>Runs the syncs one after the other. A failed sync does not stop the next one, but the exit code reports it.</summary>
    private static string Script(SchedulePlan plan)
    {
        List<string> steps =
        [
            "$PSStyle.OutputRendering = 'PlainText'",
            .. plan.Variables.Select(variable => $"$env:{variable.Name} = {ShellWord.Quoted(variable.Value)}"),
            $"Import-Module {ShellWord.Quoted(plan.Manifest)} -ErrorAction Stop",
            "$failed = 0",
        ];
        string places =
            (plan.HomePath is null ? "" : $" -HomePath {ShellWord.Quoted(plan.HomePath)}")
            + (plan.Database is null ? "" : $" -Database {ShellWord.Quoted(plan.Database)}");
        if (plan.Task.HasFlag(ScheduleTask.Session))
            steps.Add($"Sync-RimuruSession{places} | ForEach-Object ToString; if (-not $?) {{ $failed = 1 }}");
        if (plan.Task.HasFlag(ScheduleTask.Model))
            steps.Add($"Sync-RimuruModel{places} -Confirm:$false | ForEach-Object ToString; if (-not $?) {{ $failed = 1 }}");
        if (plan.Task.HasFlag(ScheduleTask.Metric))
            steps.Add($"Get-RimuruMetric -Now{places} | ForEach-Object ToString; if (-not $?) {{ $failed = 1 }}");
        return string.Join("; ", [.. steps, "exit $failed"]);
    }
}

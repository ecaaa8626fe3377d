namespace Rimuru.Core.Schedules;

/// <summary>The command of a schedule: PowerShell, non-interactive, without profile and system shell.</summary>
internal static class ScheduleCommand
{
    /// <summary>All characters that PowerShell treats as a single quote; any of them ends a string that another one began.</summary>
    private const string Quotes = "'\u2018\u2019\u201a\u201b";

    /// <summary>The arguments that follow the program, unquoted.</summary>
    /// <param name="plan">The schedule.</param>
    /// <param name="switches">Further switches of PowerShell.</param>
    public static IReadOnlyList<string> Arguments(SchedulePlan plan, params string[] switches) =>
        [.. plan.ProgramArguments, .. switches, "-NoProfile", "-NonInteractive", "-Command", Script(plan)];

    /// <summary>Runs the syncs one after the other. A failed sync does not stop the next one, but the exit code reports it.</summary>
    private static string Script(SchedulePlan plan)
    {
        List<string> steps = ["$PSStyle.OutputRendering = 'PlainText'", .. plan.Variables.Select(variable => $"$env:{variable.Name} = {Quote(variable.Value)}"), $"Import-Module {Quote(plan.Manifest)} -ErrorAction Stop", "$failed = 0"];
        string places = (plan.HomePath is null ? "" : $" -HomePath {Quote(plan.HomePath)}") + (plan.Database is null ? "" : $" -Database {Quote(plan.Database)}");
        if (plan.Task.HasFlag(ScheduleTask.Session)) steps.Add($"Sync-RimuruSession{places} | ForEach-Object ToString; if (-not $?) {{ $failed = 1 }}");
        if (plan.Task.HasFlag(ScheduleTask.Model)) steps.Add($"Sync-RimuruModel{places} -Confirm:$false | ForEach-Object ToString; if (-not $?) {{ $failed = 1 }}");
        return string.Join("; ", [.. steps, "exit $failed"]);
    }

    private static string Quote(string text) => $"'{string.Concat(text.Select(c => Quotes.Contains(c) ? $"{c}{c}" : c.ToString()))}'";
}

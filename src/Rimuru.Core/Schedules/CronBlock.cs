using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Core.Schedules;

/// <summary>The block of a schedule in a crontab, and crontabs with and without one.</summary>
internal static class CronBlock
{
    private const string End = "# End of Rimuru schedule ";

    /// <summary>What the shortest-minded cron takes of a command.</summary>
    private const int LongestCommand = 999;

    /// <summary>The three lines, each with its end.</summary>
    /// <param name="plan">The schedule.</param>
    /// <param name="logger">Full path of the program that writes to the system's log; null leaves the output to cron's mail.</param>
    public static string Of(SchedulePlan plan, string? logger)
    {
        string command = string.Join(' ', [.. ScheduleCommand.Arguments(plan).Prepend(plan.Program).Select(Word), .. logger is null ? (string[])[] : ["2>&1", "|", Word(logger), "-t", "rimuru"]]);
        if (Encoding.UTF8.GetByteCount(command) > LongestCommand)
            throw SchedulePlan.Wrong("-Kind", "Cron", $"takes commands of up to {LongestCommand} bytes, and this one is longer. Use shorter paths or another kind.");
        return $"# {ScheduleMarker.Of(plan)}\n{Fields(plan)} {command}\n{End}{plan.Name}\n";
    }

    /// <summary>The crontab without a schedule's block, every other byte as it was.</summary>
    public static string Without(string crontab, string name) => Regex.Replace(
        crontab, $@"(?m)^# {Regex.Escape(ScheduleMarker.Prefix)}.*\n(?:(?!# ).*\n)?{Regex.Escape(End)}(?<name>.*?)\r?(?:\n|\z)",
        block => block.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase) ? "" : block.Value, RegexOptions.CultureInvariant);

    /// <summary>The crontab with a block at its end.</summary>
    public static string With(string crontab, string block) => (crontab.Length == 0 || crontab.EndsWith('\n') ? crontab : crontab + "\n") + block;

    /// <summary>The schedules of a crontab.</summary>
    public static IReadOnlyList<Schedule> Read(string crontab) =>
        [.. crontab.Split('\n').Where(line => line.StartsWith("# " + ScheduleMarker.Prefix, StringComparison.Ordinal)).Select(line => ScheduleMarker.Read(line, ScheduleKind.Cron, "crontab")).OfType<Schedule>()];

    // Cron knows no intervals, only minutes of hours and hours of days.
    private static string Fields(SchedulePlan plan)
    {
        if (plan.At is { } at) return string.Create(CultureInfo.InvariantCulture, $"{at.Minute} {at.Hour} * * *");
        int minutes = (int)plan.Interval.TotalMinutes;
        if (minutes < 60 && 60 % minutes == 0) return string.Create(CultureInfo.InvariantCulture, $"*/{minutes} * * * *");
        if (minutes == 60) return "0 * * * *";
        if (minutes == 1440) return "0 0 * * *";
        if (minutes < 1440 && 1440 % minutes == 0 && minutes % 60 == 0) return string.Create(CultureInfo.InvariantCulture, $"0 */{minutes / 60} * * *");
        throw SchedulePlan.Wrong("-Interval", plan.Interval.ToString("c", CultureInfo.InvariantCulture), "cannot be said to cron. Use minutes that divide an hour, hours that divide a day, or -At for once a day.");
    }

    // Outside of quotes, \% is a percent sign both to crons that end a command at a bare one and to those that do not.
    private static string Word(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal).Replace("%", "'\\%'", StringComparison.Ordinal)}'";
}

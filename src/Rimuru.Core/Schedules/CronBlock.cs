using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Core.Schedules;

/// <summary>Writes, finds and removes the block of a schedule in a crontab.</summary>
internal static class CronBlock
{
    private const string End = "# End of Rimuru schedule ";

    /// <summary>The command length that every known cron accepts.</summary>
    private const int LongestCommand = 999;

    /// <summary>The three lines of the block, each with its line end.</summary>
    /// <param name="plan">The schedule.</param>
    /// <param name="logger">Full path of the program that writes to the system's log; if null, cron mails the output.</param>
    public static string Of(SchedulePlan plan, string? logger)
    {
        string command = string.Join(
            ' ',
            [
                .. ScheduleCommand.Arguments(plan).Prepend(plan.Program).Select(Word),
                .. logger is null ? (string[])[] : ["2>&1", "|", Word(logger), "-t", "rimuru"],
            ]
        );
        if (Encoding.UTF8.GetByteCount(command) > LongestCommand)
            throw SchedulePlan.Wrong(
                "-Kind",
                "Cron",
                $"accepts commands of up to {LongestCommand} bytes, and this one is longer. Use shorter paths or another kind."
            );
        return $"# {ScheduleMarker.Of(plan)}\n{Fields(plan)} {command}\n{End}{plan.Name}\n";
    }

    /// <summary>The crontab without a schedule's block; every other byte is unchanged.</summary>
    public static string Without(string crontab, string name) =>
        Regex.Replace(
            crontab,
            $@"(?m)^# {Regex.Escape(ScheduleMarker.Prefix)}.*\n(?:(?!# ).*\n)?{Regex.Escape(End)}(?<name>.*?)\r?(?:\n|\z)",
            block => block.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase) ? "" : block.Value,
            RegexOptions.CultureInvariant
        );

    /// <summary>The crontab with a block added at its end.</summary>
    public static string With(string crontab, string block) =>
        (crontab.Length == 0 || crontab.EndsWith('\n') ? crontab : crontab + "\n") + block;

    /// <summary>The schedules in a crontab.</summary>
    public static IReadOnlyList<Schedule> Read(string crontab) =>
        [
            .. crontab
                .Split('\n')
                .Where(line => line.StartsWith("# " + ScheduleMarker.Prefix, StringComparison.Ordinal))
                .Select(line => ScheduleMarker.Read(line, ScheduleKind.Cron, "crontab"))
                .OfType<Schedule>(),
        ];

    // Cron has no intervals, only minutes of the hour and hours of the day.
    private static string Fields(SchedulePlan plan)
    {
        if (plan.At is { } at)
            return string.Create(CultureInfo.InvariantCulture, $"{at.Minute} {at.Hour} * * *");
        int minutes = (int)plan.Interval.TotalMinutes;
        if (minutes < 60 && 60 % minutes == 0)
            return string.Create(CultureInfo.InvariantCulture, $"*/{minutes} * * * *");
        if (minutes == 60)
            return "0 * * * *";
        if (minutes == 1440)
            return "0 0 * * *";
        if (minutes < 1440 && 1440 % minutes == 0 && minutes % 60 == 0)
            return string.Create(CultureInfo.InvariantCulture, $"0 */{minutes / 60} * * *");
        throw SchedulePlan.Wrong(
            "-Interval",
            plan.Interval.ToString("c", CultureInfo.InvariantCulture),
            "cannot be expressed in cron. Use minutes that divide an hour, hours that divide a day, or -At for once a day."
        );
    }

    // Outside of quotes, \% is a percent sign in every cron, whether or not it treats a bare % as the end of the command.
    private static string Word(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal).Replace("%", "'\\%'", StringComparison.Ordinal)}'";
}

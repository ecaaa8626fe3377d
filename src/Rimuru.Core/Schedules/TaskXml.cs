using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Rimuru.Core.Schedules;

/// <summary>The definition of a task of the Windows Task Scheduler.</summary>
internal static class TaskXml
{
    private static readonly XNamespace Task = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>The task's path.</summary>
    public static string PathOf(string slug) => $@"\Rimuru\{slug}";

    /// <param name="plan">The schedule.</param>
    /// <param name="user">The account that it runs as while logged on, <c>DOMAIN\name</c>.</param>
    /// <param name="first">Local start time of the interval.</param>
    public static string Of(SchedulePlan plan, string user, DateTime first)
    {
        IReadOnlyList<string> arguments = ScheduleCommand.Arguments(plan, "-WindowStyle", "Hidden");
        foreach (string text in arguments.Prepend(plan.Program))
        {
            if (text.Contains('%') || text.Contains("$(", StringComparison.Ordinal))
                throw SchedulePlan.Wrong(
                    "-Kind",
                    "TaskScheduler",
                    "cannot have a path with '%' or '$(': Windows expands them, and there is no way to escape them."
                );
        }

        XElement trigger = plan.At is { } at
            ? new XElement(
                Task + "CalendarTrigger",
                Start(first.Date + at.ToTimeSpan()),
                new XElement(Task + "ScheduleByDay", Value("DaysInterval", "1"))
            )
            : new XElement(
                Task + "TimeTrigger",
                Start(first),
                new XElement(Task + "Repetition", Value("Interval", XmlConvert.ToString(plan.Interval)))
            );
        XElement root = new(
            Task + "Task",
            new XAttribute("version", "1.2"),
            new XElement(Task + "RegistrationInfo", Value("Description", ScheduleMarker.Of(plan))),
            new XElement(Task + "Triggers", trigger),
            new XElement(
                Task + "Principals",
                new XElement(
                    Task + "Principal",
                    new XAttribute("id", "Author"),
                    Value("UserId", user),
                    Value("LogonType", "InteractiveToken"),
                    Value("RunLevel", "LeastPrivilege")
                )
            ),
            new XElement(
                Task + "Settings",
                Value("MultipleInstancesPolicy", "IgnoreNew"),
                Value("DisallowStartIfOnBatteries", "false"),
                Value("StopIfGoingOnBatteries", "false"),
                Value("StartWhenAvailable", "true"),
                Value("ExecutionTimeLimit", "PT1H")
            ),
            new XElement(
                Task + "Actions",
                new XAttribute("Context", "Author"),
                new XElement(Task + "Exec", Value("Command", plan.Program), Value("Arguments", string.Join(' ', arguments.Select(Word))))
            )
        );
        return $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n{root}\r\n";
    }

    /// <summary>The schedules among the tasks that <c>schtasks /query /xml ONE</c> prints.</summary>
    public static IReadOnlyList<Schedule> Read(string xml)
    {
        try
        {
            return
            [
                .. XDocument
                    .Parse(xml[Math.Max(0, xml.IndexOf('<'))..])
                    .Descendants(Task + "Description")
                    .Where(text => text.Value.StartsWith(ScheduleMarker.Prefix, StringComparison.Ordinal))
                    .Select(text => ScheduleMarker.Read(text.Value, ScheduleKind.TaskScheduler, ""))
                    .OfType<Schedule>()
                    .Select(schedule => schedule with { Location = PathOf(schedule.Name.ToLowerInvariant()) }),
            ];
        }
        catch (XmlException e)
        {
            throw SystemCommand.Failed($"schtasks printed XML that cannot be parsed: {e.Message}", e);
        }
    }

    private static XElement Value(string name, string text) => new(Task + name, text);

    private static XElement Start(DateTime time) =>
        Value("StartBoundary", time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));

    /// <summary>Quotes an argument by the rules of Windows command lines: backslashes are escapes only before a double quote.</summary>
    private static string Word(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-'))
            return text;
        StringBuilder word = new("\"");
        int backslashes = 0;
        foreach (char c in text)
        {
            if (c == '"')
                word.Append('\\', backslashes + 1);
            backslashes = c == '\\' ? backslashes + 1 : 0;
            word.Append(c);
        }

        return word.Append('\\', backslashes).Append('"').ToString();
    }
}

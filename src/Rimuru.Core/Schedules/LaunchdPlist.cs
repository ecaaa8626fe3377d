using System.Globalization;
using System.Xml.Linq;

namespace Rimuru.Core.Schedules;

/// <summary>The property list of a launch agent.</summary>
internal static class LaunchdPlist
{
    public static string LabelOf(string slug) => $"rimuru.schedule.{slug}";

    /// <param name="plan">The schedule.</param>
    /// <param name="log">The log file for the output, in an existing folder.</param>
    public static string Of(SchedulePlan plan, string log)
    {
        XElement values = new(
            "dict",
            Key("Label"),
            Text(LabelOf(plan.Slug)),
            Key("ProgramArguments"),
            new XElement("array", ScheduleCommand.Arguments(plan).Prepend(plan.Program).Select(Text))
        );
        if (plan.At is { } at)
            values.Add(Key("StartCalendarInterval"), new XElement("dict", Key("Hour"), Number(at.Hour), Key("Minute"), Number(at.Minute)));
        else
            values.Add(Key("StartInterval"), Number((int)plan.Interval.TotalSeconds));
        values.Add(Key("ProcessType"), Text("Background"), Key("StandardOutPath"), Text(log), Key("StandardErrorPath"), Text(log));
        XDocument document = new(
            new XComment($" {ScheduleMarker.Of(plan)} "),
            new XDocumentType("plist", "-//Apple//DTD PLIST 1.0//EN", "http://www.apple.com/DTDs/PropertyList-1.0.dtd", null),
            new XElement("plist", new XAttribute("version", "1.0"), values)
        );
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}\n".ReplaceLineEndings("\n");
    }

    private static XElement Key(string name) => new("key", name);

    private static XElement Text(string value) => new("string", value);

    private static XElement Number(int value) => new("integer", value.ToString(CultureInfo.InvariantCulture));
}

using System.Text;
using System.Xml.Linq;
using Rimuru.Core.Schedules;

namespace Rimuru.Core.Tests.Schedules;

/// <summary>What is written for each kind, taken apart again as its scheduler does.</summary>
public sealed class ScheduleTextTests
{
    private static readonly XNamespace Windows = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    public static TheoryData<bool> Hostility => [false, true];

    private static SchedulePlan Plan(bool isHostile) => isHostile ? Plans.Hostile : Plans.Plain;

    [Theory]
    [MemberData(nameof(Hostility))]
    public void Systemd_starts_the_very_arguments(bool isHostile)
    {
        SchedulePlan plan = Plan(isHostile);
        Dictionary<string, string> service = Ini(SystemdUnit.Service(plan));
        service["Service.Type"].ShouldBe("oneshot");
        SystemdWords(service["Service.ExecStart"]).ShouldBe(Plans.Words(plan));
    }

    [Theory]
    [InlineData("/opt/it's/pwsh")]
    [InlineData("/opt/a\"b/pwsh")]
    [InlineData("/opt/a\\b/pwsh")]
    public void Systemd_refuses_a_program_that_it_would_not_start(string program) =>
        Should.Throw<RimuruException>(() => SystemdUnit.Service(Plans.Plain with { Program = program })).Code.ShouldBe("E9001");

    [Fact]
    public void Systemd_runs_at_an_interval_or_once_a_day()
    {
        Dictionary<string, string> often = Ini(SystemdUnit.Timer(Plans.Plain with { Interval = TimeSpan.FromMinutes(90) }));
        (often["Timer.OnUnitActiveSec"], often["Timer.OnActiveSec"], often["Install.WantedBy"]).ShouldBe(
            ("90min", "1min", "timers.target")
        );
        Dictionary<string, string> daily = Ini(SystemdUnit.Timer(Plans.Plain with { At = new TimeOnly(7, 5) }));
        (daily["Timer.OnCalendar"], daily["Timer.Persistent"]).ShouldBe(("*-*-* 07:05:00", "true"));
    }

    [Theory]
    [InlineData(5, "*/5 * * * *")]
    [InlineData(30, "*/30 * * * *")]
    [InlineData(60, "0 * * * *")]
    [InlineData(360, "0 */6 * * *")]
    [InlineData(1440, "0 0 * * *")]
    public void Cron_runs_at_intervals_that_it_can_say(int minutes, string fields) =>
        CronBlock
            .Of(Plans.Plain with { Interval = TimeSpan.FromMinutes(minutes) }, null)
            .Split('\n')[1]
            .ShouldStartWith(fields + " /opt/powershell/pwsh ");

    [Theory]
    [InlineData(7)]
    [InlineData(90)]
    [InlineData(300)]
    [InlineData(2880)]
    public void Cron_refuses_intervals_that_it_cannot_say(int minutes) =>
        Should
            .Throw<RimuruException>(() => CronBlock.Of(Plans.Plain with { Interval = TimeSpan.FromMinutes(minutes) }, null))
            .Code.ShouldBe("E9001");

    [Fact]
    public void Cron_runs_once_a_day_and_refuses_what_is_too_long()
    {
        CronBlock.Of(Plans.Plain with { At = new TimeOnly(7, 5) }, null).Split('\n')[1].ShouldStartWith("5 7 * * * ");
        Should
            .Throw<RimuruException>(() => CronBlock.Of(Plans.Plain with { HomePath = "/" + new string('x', 1000) }, null))
            .Code.ShouldBe("E9001");
    }

    [Theory]
    [MemberData(nameof(Hostility))]
    public void Launchd_starts_the_very_arguments(bool isHostile)
    {
        SchedulePlan plan = Plan(isHostile);
        XElement values = XDocument.Parse(LaunchdPlist.Of(plan, "/tmp/a & b.log")).Root!.Element("dict")!;
        XElement After(string key) => (XElement)values.Elements("key").Single(element => element.Value == key).NextNode!;
        After("ProgramArguments").Elements("string").Select(element => element.Value).ShouldBe(Plans.Words(plan));
        (After("Label").Value, After("StartInterval").Value, After("StandardOutPath").Value).ShouldBe(
            ("rimuru.schedule.rimuru", "3600", "/tmp/a & b.log")
        );
    }

    [Fact]
    public void Launchd_runs_once_a_day() =>
        XDocument
            .Parse(LaunchdPlist.Of(Plans.Plain with { At = new TimeOnly(7, 5) }, "/x"))
            .Descendants("integer")
            .Select(element => element.Value)
            .ShouldBe(["7", "5"]);

    [Theory]
    [MemberData(nameof(Hostility))]
    public void Windows_starts_the_very_arguments(bool isHostile)
    {
        SchedulePlan plan = isHostile ? Plans.HostileWindows : Plans.Plain;
        XElement task = XDocument.Parse(TaskXml.Of(plan, @"SHOP\ada", new DateTime(2026, 11, 22, 14, 0, 0))).Root!;
        task.Descendants(Windows + "Command").Single().Value.ShouldBe(plan.Program);
        WindowsWords(task.Descendants(Windows + "Arguments").Single().Value)
            .ShouldBe([
                .. plan.ProgramArguments,
                "-WindowStyle",
                "Hidden",
                .. ScheduleCommand.Arguments(plan).Skip(plan.ProgramArguments.Count),
            ]);
        (
            task.Descendants(Windows + "Interval").Single().Value,
            task.Descendants(Windows + "UserId").Single().Value,
            task.Descendants(Windows + "StartBoundary").Single().Value
        ).ShouldBe(("PT1H", @"SHOP\ada", "2026-11-22T14:00:00"));
    }

    [Fact]
    public void Windows_runs_once_a_day()
    {
        XElement trigger = XDocument
            .Parse(TaskXml.Of(Plans.Plain with { At = new TimeOnly(7, 5) }, "ada", new DateTime(2026, 11, 22, 14, 0, 0)))
            .Descendants(Windows + "CalendarTrigger")
            .Single();
        (trigger.Element(Windows + "StartBoundary")!.Value, trigger.Descendants(Windows + "DaysInterval").Single().Value).ShouldBe(
            ("2026-11-22T07:05:00", "1")
        );
    }

    [Theory]
    [InlineData(@"C:\100%PATH%")]
    [InlineData(@"C:\$(Arg0)")]
    public void Windows_refuses_what_it_would_replace(string path) =>
        Should
            .Throw<RimuruException>(() => TaskXml.Of(Plans.Plain with { HomePath = path }, "ada", DateTime.UnixEpoch))
            .Code.ShouldBe("E9001");

    [Theory]
    [MemberData(nameof(Hostility))]
    public void Every_kind_tells_what_it_was_asked_for(bool isHostile)
    {
        SchedulePlan plan = Plan(isHostile) with { At = isHostile ? new TimeOnly(23, 59) : null };
        Schedule expected = new()
        {
            Name = plan.Name,
            Kind = ScheduleKind.Cron,
            Task = plan.Task,
            At = plan.At,
            Interval = plan.At is null ? plan.Interval : null,
            HomePath = plan.HomePath,
            Database = plan.Database,
            Location = "here",
        };
        foreach (string text in (string[])[SystemdUnit.Timer(plan), LaunchdPlist.Of(plan, "/x"), $"# {ScheduleMarker.Of(plan)}\n"])
            ScheduleMarker.Read(text, ScheduleKind.Cron, "here").ShouldBe(expected);
        SchedulePlan windows = plan with
        {
            HomePath = "C:\\--\"",
            Database = null,
            Manifest = @"C:\x",
            Program = @"C:\pwsh.exe",
            ProgramArguments = [],
            Variables = [],
        };
        string listed =
            $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n<Tasks>\r\n<!-- \\Other -->\r\n<Task xmlns=\"{Windows}\"><RegistrationInfo><Description>Theirs</Description></RegistrationInfo></Task>\r\n{TaskXml.Of(windows, "ada", DateTime.UnixEpoch).Split("?>\r\n")[1]}</Tasks>";
        TaskXml
            .Read(listed)
            .ShouldBe([
                expected with
                {
                    Kind = ScheduleKind.TaskScheduler,
                    HomePath = windows.HomePath,
                    Database = null,
                    Location = @"\Rimuru\rimuru",
                },
            ]);
    }

    [Theory]
    [InlineData("Rimuru schedule 2 {\"name\":\"x\",\"task\":1,\"minutes\":5}")]
    [InlineData("Rimuru schedule 1 {\"task\":1}")]
    [InlineData("Rimuru schedule 1 {\"name\":\"x\",\"task\":1")]
    [InlineData("Rimuru schedule 1 ")]
    public void What_this_version_did_not_write_is_not_its_own(string text) =>
        ScheduleMarker.Read(text, ScheduleKind.Cron, "x").ShouldBeNull();

    private static Dictionary<string, string> Ini(string text)
    {
        Dictionary<string, string> values = [];
        string section = "";
        foreach (string line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
                section = line.Trim('[', ']');
            else
                values.Add($"{section}.{line[..line.IndexOf('=')]}", line[(line.IndexOf('=') + 1)..]);
        }

        return values;
    }

    /// <summary>systemd.syntax(7) for words between double quotes, then %% everywhere, and $$ in all but the first.</summary>
    private static List<string> SystemdWords(string line)
    {
        List<string> words = [];
        for (int at = 0; at < line.Length; at++)
        {
            if (line[at] == ' ')
                continue;
            line[at].ShouldBe('"');
            StringBuilder word = new();
            while (line[++at] != '"')
            {
                if (line[at] == '\\')
                    line[++at].ShouldBeOneOf('\\', '"');
                else if (line[at] == '%')
                    line[++at].ShouldBe('%');
                else if (line[at] == '$' && words.Count > 0)
                    line[++at].ShouldBe('$');
                word.Append(line[at]);
            }

            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>The rules of CommandLineToArgvW.</summary>
    private static List<string> WindowsWords(string line)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool isQuoted = false,
            isWord = false;
        for (int at = 0; at <= line.Length; at++)
        {
            if (at == line.Length || (line[at] == ' ' && !isQuoted))
            {
                if (isWord)
                    words.Add(word.ToString());
                word.Clear();
                isWord = false;
                continue;
            }

            isWord = true;
            int slashes = 0;
            while (at < line.Length && line[at] == '\\')
                (slashes, at) = (slashes + 1, at + 1);
            bool isQuote = at < line.Length && line[at] == '"';
            word.Append('\\', isQuote ? slashes / 2 : slashes);
            if (isQuote && slashes % 2 == 0)
                isQuoted = !isQuoted;
            else if (at < line.Length && (isQuote || isQuoted || line[at] != ' '))
                word.Append(line[at]);
            else
                at--;
        }

        return words;
    }
}

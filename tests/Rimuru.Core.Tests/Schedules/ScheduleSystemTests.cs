using System.Diagnostics;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Schedules;

namespace Rimuru.Core.Tests.Schedules;

/// <summary>
/// Schedules against programs that stand in for the system's: they write down how they were called, and keep a file. Where there is a
/// shell, and systemd, those are the real ones.
/// </summary>
public sealed class ScheduleSystemTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Calls => Path.Combine(folder, "calls");

    private string Table => Path.Combine(folder, "table");

    private string Units => Path.Combine(folder, "home", ".config", "systemd", "user");

    private HostEnvironment Host =>
        HostEnvironment.Of(
            Path.Combine(folder, "home"),
            new Dictionary<string, string> { ["PATH"] = $"bin:{folder}/bin" },
            HostPlatform.Linux
        );

    [Fact]
    public void A_crontab_keeps_every_other_byte()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Crontab();
        byte[] theirs = [.. "# mine \u00fc\n"u8, 0xFF, .. "\r\n5 4 * * * echo '# Rimuru schedule'\n\n"u8];
        File.WriteAllBytes(Table, theirs);
        Scheduler schedules = new(Host);
        ScheduleKeeper cron = schedules.Keeper(null);
        schedules.Register(Plans.Plain with { Name = "First", HomePath = "/\u00fc" }, cron);
        byte[] first = File.ReadAllBytes(Table);
        first[..theirs.Length].ShouldBe(theirs);
        Encoding.UTF8.GetString(first[theirs.Length..]).Split('\n')[1].ShouldContain("'\\''/\u00fc'\\''");
        schedules.Register(Plans.Hostile with { Name = "second" }, cron).HomePath.ShouldBe(Plans.Hostile.HomePath);
        schedules.Register(Plans.Plain with { Name = "FIRST", At = new TimeOnly(1, 2) }, cron).At.ShouldBe(new TimeOnly(1, 2));
        schedules.All().Select(schedule => schedule.Name).ShouldBe(["second", "FIRST"]);
        foreach (Schedule schedule in schedules.All())
            schedules.Unregister(schedule);
        File.ReadAllBytes(Table).ShouldBe(theirs);
    }

    [Fact]
    public void A_last_line_without_an_end_gets_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Crontab();
        File.WriteAllText(Table, "1 2 * * * true");
        new Crontab(Host).Write(Plans.Plain);
        File.ReadAllLines(Table)[..2].ShouldBe(["1 2 * * * true", "# " + ScheduleMarker.Of(Plans.Plain)]);
    }

    [Fact]
    public void A_block_that_somebody_edited_is_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Crontab();
        string damaged = $"# {ScheduleMarker.Of(Plans.Plain)}\n1 2 * * * true\n3 4 * * * false\n";
        File.WriteAllText(Table, damaged);
        Crontab cron = new(Host);
        Should.Throw<RimuruException>(() => cron.Remove(cron.Read().Single())).Code.ShouldBe("E5007");
        Should.Throw<RimuruException>(() => cron.Write(Plans.Plain)).Code.ShouldBe("E5007");
        File.ReadAllText(Table).ShouldBe(damaged);
    }

    [Fact]
    public void A_crontab_that_cannot_be_read_is_not_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Program("crontab", "echo 'you are not allowed' >&2; exit 1");
        Should.Throw<RimuruException>(() => new Crontab(Host).Write(Plans.Plain)).Message.ShouldContain("you are not allowed");
        Program("crontab", "test \"$1\" = -l || exit 3; echo 'no crontab for ada' >&2; exit 1");
        Should.Throw<RimuruException>(() => new Crontab(Host).Write(Plans.Plain)).Message.ShouldContain("failed with exit code 3");
    }

    [Fact]
    public void A_shell_starts_the_very_arguments_of_a_crontab()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        string program = Path.Combine(folder, "it's 50%");
        Script(program, "for word; do printf '%s\\n' \"$word\"; done");
        SchedulePlan plan = Plans.Hostile with { Program = program };
        string line = CronBlock.Of(plan, null).Split('\n')[1];
        string command = AsCron(line.Split(' ', 6)[5]);
        Run("/bin/sh", "-c", command).Output.TrimEnd('\n').Split('\n').ShouldBe(ScheduleCommand.Arguments(plan));
    }

    [Fact]
    public void A_timer_is_written_started_listed_and_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Systemctl();
        Scheduler schedules = new(Host);
        ScheduleKeeper systemd = schedules.Keeper(null);
        systemd.Kind.ShouldBe(ScheduleKind.Systemd);
        systemd.Preview(Plans.Plain).ShouldContain("OnUnitActiveSec=60min");
        Directory.Exists(Units).ShouldBeFalse();
        Schedule made = schedules.Register(Plans.Plain with { Name = "Mine" }, systemd);
        (made.Name, made.Location, made.NextRun).ShouldBe(
            ("Mine", Path.Combine(Units, "rimuru-mine.timer"), DateTimeOffset.FromUnixTimeSeconds(1795000000))
        );
        schedules
            .Register(Plans.Plain with { Name = "mine", Interval = TimeSpan.FromMinutes(10) }, systemd)
            .Interval.ShouldBe(TimeSpan.FromMinutes(10));
        Directory.GetFiles(Units).Length.ShouldBe(2);
        File.ReadAllLines(Calls)
            .Where(call => !call.Contains("show-env") && !call.Contains("list-timers"))
            .Distinct()
            .ShouldBe(["--user daemon-reload", "--user enable rimuru-mine.timer", "--user restart rimuru-mine.timer"]);
        schedules.Unregister(schedules.All().Single());
        Directory.GetFiles(Units).ShouldBeEmpty();
        File.ReadAllLines(Calls)[^2..].ShouldBe(["--user disable --now rimuru-mine.timer", "--user daemon-reload"]);
    }

    [Fact]
    public void A_timer_that_systemd_refuses_leaves_nothing_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Program("systemctl", "test \"$2\" != enable || { echo 'Unit is masked' >&2; exit 1; }");
        Should.Throw<RimuruException>(() => new SystemdTimers(Host).Write(Plans.Plain)).Message.ShouldContain("Unit is masked");
        Directory.GetFiles(Units).ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_change_leaves_the_timer_that_was_there_and_a_refused_new_one_no_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Program("systemctl", "test \"$2\" != restart || { echo 'No such device' >&2; exit 1; }");
        Should.Throw<RimuruException>(() => new SystemdTimers(Host).Write(Plans.Plain));
        Directory.GetFiles(Units).ShouldBeEmpty();
        File.ReadAllLines(Calls)[^2..].ShouldBe(["--user disable rimuru-rimuru.timer", "--user daemon-reload"]);

        Systemctl();
        new SystemdTimers(Host).Write(Plans.Plain);
        string[] before = [.. Directory.GetFiles(Units).Order().Select(File.ReadAllText)];
        Program("systemctl", "test \"$2\" != restart || { echo 'No such device' >&2; exit 1; }");
        SchedulePlan changed = Plans.Plain with { Interval = TimeSpan.FromMinutes(7) };
        Should.Throw<RimuruException>(() => new SystemdTimers(Host).Write(changed));
        Directory.GetFiles(Units).Order().Select(File.ReadAllText).ShouldBe(before);
        File.ReadAllLines(Calls)[^2..].ShouldBe(["--user restart rimuru-rimuru.timer", "--user daemon-reload"]);
    }

    [Fact]
    public void An_agent_that_launchd_refuses_is_loaded_again_as_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Program("id", "echo 501");
        Program("launchctl", "true");
        LaunchAgents agents = new(Host);
        agents.Write(Plans.Plain);
        string path = agents.Read().Single().Location,
            before = File.ReadAllText(path);
        Program("launchctl", $"test \"$1\" != bootstrap || ! grep -q '<integer>420</integer>' '{path}'");
        Should.Throw<RimuruException>(() => agents.Write(Plans.Plain with { Interval = TimeSpan.FromMinutes(7) }));
        File.ReadAllText(path).ShouldBe(before);
        File.ReadAllLines(Calls).Count(call => call.StartsWith("bootstrap gui/501 ", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public void A_unit_of_somebody_else_is_not_overwritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Systemctl();
        Directory.CreateDirectory(Units);
        string theirs = Path.Combine(Units, "rimuru-rimuru.service");
        File.WriteAllText(theirs, "[Service]\nExecStart=/bin/true\n");
        Should.Throw<RimuruException>(() => new SystemdTimers(Host).Write(Plans.Plain)).Code.ShouldBe("E5007");
        File.ReadAllText(theirs).ShouldContain("/bin/true");
    }

    [Fact]
    public void A_name_is_one_schedule_whatever_keeps_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Systemctl();
        Crontab();
        Scheduler schedules = new(Host);
        schedules.Register(Plans.Plain, schedules.Keeper(ScheduleKind.Cron));
        schedules.Register(Plans.Plain, schedules.Keeper(ScheduleKind.Systemd));
        schedules.All().Single().Kind.ShouldBe(ScheduleKind.Systemd);
        File.ReadAllText(Table).ShouldBe("");
        Should.Throw<RimuruException>(() => schedules.Keeper(ScheduleKind.Launchd)).Code.ShouldBe("E9001");
    }

    [Fact]
    public void Without_a_systemd_that_answers_cron_is_the_usual_way()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        new Scheduler(Host).Keeper(null).Kind.ShouldBe(ScheduleKind.Cron);
        Program("systemctl", "echo 'Failed to connect to bus' >&2; exit 1");
        new Scheduler(Host).Keeper(null).Kind.ShouldBe(ScheduleKind.Cron);
        Should.Throw<RimuruException>(() => new Crontab(Host).Write(Plans.Plain)).Message.ShouldContain("crontab was not found on PATH");
    }

    [Theory]
    [InlineData("[{\"next\":1795000000000000,\"unit\":\"rimuru-x.timer\"}]", true)]
    [InlineData("[{\"next\":null,\"unit\":\"rimuru-x.timer\"}]", false)]
    [InlineData("[{\"next\":1795000000000000,\"unit\":\"rimuru-y.timer\"}]", false)]
    [InlineData("NEXT LEFT LAST PASSED UNIT ACTIVATES", false)]
    public void The_next_run_is_what_systemd_says(string list, bool isKnown) =>
        SystemdTimers.NextRun(list, "rimuru-x.timer").ShouldBe(isKnown ? DateTimeOffset.FromUnixTimeSeconds(1795000000) : null);

    [Fact]
    public void Systemd_finds_nothing_wrong_with_the_units()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "There is no systemd-analyze here: the units are NOT verified.");
        string program = Path.Combine(folder, "50% $x pwsh");
        Script(program, "true");
        foreach (
            SchedulePlan plan in (SchedulePlan[])
                [Plans.Plain with { Program = program }, Plans.Hostile with { Program = program, At = new TimeOnly(7, 30) }]
        )
        {
            string service = Path.Combine(folder, "rimuru-rimuru.service"),
                timer = Path.Combine(folder, "rimuru-rimuru.timer");
            File.WriteAllText(service, SystemdUnit.Service(plan));
            File.WriteAllText(timer, SystemdUnit.Timer(plan));
            (int exit, string output) = Run("/usr/bin/systemd-analyze", "verify", "--man=no", service, timer);
            exit.ShouldBe(0, output);
            output.ShouldNotContain("rimuru-rimuru");
        }

        File.Delete(program);
        Run("/usr/bin/systemd-analyze", "verify", "--man=no", Path.Combine(folder, "rimuru-rimuru.service"))
            .Output.ShouldContain("50% $x pwsh", customMessage: "verify looks at the program");
    }

    /// <summary>crontab(5): a percent sign ends the command, unless a backslash, which is taken away, is before it.</summary>
    private static string AsCron(string command)
    {
        StringBuilder taken = new();
        bool isEscaped = false;
        foreach (char c in command)
        {
            if (c == '%' && !isEscaped)
                break;
            if (c == '%')
                taken.Length--;
            isEscaped = c == '\\' && !isEscaped;
            taken.Append(c);
        }

        return taken.ToString();
    }

    private void Crontab() =>
        Program(
            "crontab",
            $"""
            case "$1" in
              -l) test -f {Table} || exec sh -c 'echo no crontab for ada >&2; exit 1'; cat {Table} ;;
              -) cat > {Table} ;;
              *) exit 2 ;;
            esac
            """
        );

    private void Systemctl() =>
        Program("systemctl", """test "$2" != list-timers || echo '[{"next":1795000000000000,"left":1,"unit":"rimuru-mine.timer"}]'""");

    private void Program(string name, string script)
    {
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        Script(Path.Combine(folder, "bin", name), $"echo \"$@\" >> {Calls}\n{script}");
    }

    private static void Script(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}

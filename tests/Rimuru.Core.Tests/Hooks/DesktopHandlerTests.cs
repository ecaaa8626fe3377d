using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Hooks;
using Rimuru.Core.Hooks.Handlers;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>Notifications by a program that notes what it is given, in place of the system's own.</summary>
public sealed class DesktopHandlerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-desktop-").FullName;

    private string Given => Path.Combine(folder, "given");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Linux_shows_text_without_markup()
    {
        Place("notify-send", $"printf '%s\\n' \"$@\" > {Given}");
        On(HostPlatform.Linux).Send(SampleEvents.Exceeded with { Name = "-x <b>&\n'$(id)'" });
        File.ReadAllLines(Given)
            .ShouldBe([
                "--app-name=Rimuru",
                "--urgency=critical",
                "--",
                "Rimuru",
                "The budget -x &lt;b&gt;&amp;\\u000a'$(id)' is exceeded: 101.50 USD of 100.00 USD this month, 101.5 %",
            ]);
    }

    [Fact]
    public void MacOS_gets_a_script_that_no_name_ends()
    {
        Place("osascript", $"cat > {Given}");
        On(HostPlatform.MacOS).Send(new CustomEvent { Name = "a\" & (do shell script \"id\") & \"\\" });
        File.ReadAllText(Given)
            .ShouldBe("display notification \"a\\\" & (do shell script \\\"id\\\") & \\\"\\\\\" with title \"Rimuru\"\n");
    }

    [Fact]
    public void Windows_gets_a_script_with_the_text_in_base64()
    {
        Place("powershell.exe", $"printf '%s\\n' \"$@\" > {Given}; cat >> {Given}");
        On(HostPlatform.Windows).Send(new CustomEvent { Name = "a'); calc; ('é" });
        string given = File.ReadAllText(Given);
        given.ShouldStartWith("-NoProfile\n-NonInteractive\n-Command\n-\n");
        given.ShouldContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("a'); calc; ('é")));
        given.ShouldNotContain("calc;");
        given.ShouldAllBe(c => c < 128);
    }

    [Theory]
    [InlineData(HostPlatform.Linux, "notify-send")]
    [InlineData(HostPlatform.MacOS, "osascript")]
    [InlineData(HostPlatform.Windows, "powershell")]
    internal void Where_there_is_no_program_the_failure_names_it(HostPlatform platform, string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights, links and programs are as on Unix.");
        HookFailureException failure = On(platform).Failure();
        failure.IsFinal.ShouldBeTrue();
        failure.Message.ShouldBe($"The program {program}, which shows notifications, was not found on PATH.");
    }

    [Fact]
    public void A_program_that_fails_is_a_failure_with_what_it_said()
    {
        Place("notify-send", "printf 'no \\033[31mbus' >&2; exit 3");
        On(HostPlatform.Linux)
            .Failure()
            .Message.ShouldBe($"{Path.Combine(folder, "notify-send")} failed with exit code 3: no \\u001b[31mbus");
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_when_time_is_up()
    {
        Place("notify-send", $"echo x > {Given}; sleep 600");
        using CancellationTokenSource stop = new();
        Task showing = Task.Run(() => On(HostPlatform.Linux).Send(SampleEvents.Ended, stop.Token));
        while (!File.Exists(Given))
            await Task.Delay(5);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(showing.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_long_text_is_cut()
    {
        Place("notify-send", $"printf '%s' \"$5\" > {Given}");
        On(HostPlatform.Linux).Send(new CustomEvent { Name = new string('&', 9000) });
        File.ReadAllText(Given).Length.ShouldBeInRange(400, 500);
    }

    private void Place(string name, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a shell script");
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private TestDelivery On(HostPlatform platform) =>
        new(new DesktopHandler(HostEnvironment.Of(folder, new Dictionary<string, string> { ["PATH"] = folder }, platform)));
}

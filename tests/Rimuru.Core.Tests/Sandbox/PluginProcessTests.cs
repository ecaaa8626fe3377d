#pragma warning disable CA1416 // plugins are confined on Linux only, and refused elsewhere
using System.Text;
using System.Text.Json;
using Rimuru.Core.Sandbox;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>What the process of a plugin promises to whoever calls it.</summary>
public sealed class PluginProcessTests : IDisposable
{
    private readonly AttackGround ground = new(AttackRunner.Shell);

    public void Dispose() => ground.Dispose();

    [Fact]
    public void The_walls_are_told_and_calls_follow_each_other()
    {
        using PluginProcess process = Start("AttackPlugin");
        process.Confinement.Tier.ShouldBe(ConfinementTier.B);
        process.Confinement.Seccomp.ShouldBeTrue();
        process.Confinement.CanStatOutside.ShouldBeTrue();
        process.Confinement.LandlockAbi.ShouldBe(Walls.LandlockAbi);
        process.Confinement.Hosts.ShouldHaveSingleItem().ShouldStartWith("127.0.0.1:");
        AttackGround.Show(process, "probe").ShouldBe(["worked", "probe"]);
        AttackGround.Show(process, "read")[0].ShouldBe("denied");
        process.Violations.ShouldHaveSingleItem().Kind.ShouldBe(PluginViolationKind.File);
        AttackGround.Show(process, "probe-network").ShouldBe(["worked", "hello"]);
    }

    [Fact]
    public void After_a_violation_nothing_is_answered()
    {
        using PluginProcess process = Start("AttackPlugin");
        Should.Throw<RimuruException>(() => AttackGround.Show(process, "trace")).Code.ShouldBe("E10052");
        process
            .Violations.ShouldHaveSingleItem()
            .ShouldBe(new PluginViolation(PluginViolationKind.SystemCall, "a system call that no plugin has a use for", true));
        Should.Throw<RimuruException>(() => AttackGround.Show(process, "probe")).Code.ShouldBe("E10052");
    }

    [Fact]
    public void Bytes_go_to_who_reads_and_are_dropped_for_who_does_not()
    {
        using PluginProcess process = Start("TakingAgent");
        foreach (string path in (string[])["read", "unread", "read"])
        {
            using PluginCall call = process.Call(
                PluginWire.Read,
                Encoding.UTF8.GetBytes($$"""{"path":"{{path}}","modified":0,"size":0}""")
            );
            call.Write(new byte[16 << 20]);
            call.CompleteInput();
            call.Result().ShouldBe("{}"u8.ToArray());
        }

        process.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(PluginWire.Read, """{"path":"x","modified":0,"size":4}""", "[\"s\",\"disposed\",")]
    [InlineData(PluginWire.Export, """{"name":"x","columns":[]}""", "written")]
    public void What_a_plugin_disposes_of_ends_nothing_else(string method, string arguments, string output)
    {
        using PluginProcess process = Start("DisposingPlugin");
        for (int i = 0; i < 2; i++)
        {
            using PluginCall call = process.Call(method, Encoding.UTF8.GetBytes(arguments));
            call.Write("text"u8);
            call.CompleteInput();
            using StreamReader reader = new(call.Output);
            reader.ReadToEnd().ShouldStartWith(output);
            call.Result().ShouldBe("{}"u8.ToArray());
        }

        process.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void Who_gives_without_end_is_ended()
    {
        using PluginProcess process = Start("GivingExporter");
        using PluginCall call = process.Call(PluginWire.Export, """{"name":"endless","columns":[]}"""u8.ToArray());
        call.CompleteInput();
        byte[] buffer = new byte[1 << 20];
        Should
            .Throw<RimuruException>(() =>
            {
                while (call.Read(buffer) > 0) { }
                call.Result();
            })
            .Code.ShouldBe("E10052");
        process.Violations.ShouldHaveSingleItem().Kind.ShouldBe(PluginViolationKind.Output);
    }

    [Fact]
    public void A_call_that_is_given_up_ends_the_process()
    {
        using PluginProcess process = Start("AttackPlugin");
        process.Call(PluginWire.Show, """{"name":"sleep","columns":[]}"""u8.ToArray()).Dispose();
        process.HasEnded.ShouldBeTrue();
        Should.Throw<RimuruException>(() => AttackGround.Show(process, "probe")).Code.ShouldBe("E10052");
    }

    [Theory]
    [InlineData("stall-at-load", "E10052")]
    [InlineData("throw-at-load", "E10053")]
    public void A_plugin_that_cannot_be_loaded_says_why(string how, string code)
    {
        Dictionary<string, string> types = new() { ["stall-at-load"] = "StallingPlugin", ["throw-at-load"] = "ThrowingPlugin" };
        RimuruException e = Should.Throw<RimuruException>(() => Start(types[how]).Dispose());
        e.Code.ShouldBe(code);
        e.Message.ShouldNotContain('\u001b');
    }

    [Fact]
    public void A_link_on_the_way_to_what_was_given_is_refused()
    {
        string link = Path.Combine(ground.Plugin, "link");
        File.CreateSymbolicLink(link, ground.Secret);
        foreach (SandboxPolicy policy in Policies(link))
            Should.Throw<RimuruException>(() => Start("AttackPlugin", policy).Dispose()).Message.ShouldContain("has a link now");
    }

    [Fact]
    public void What_was_given_can_be_read_and_no_more()
    {
        File.WriteAllText(ground.Precious, "precious");
        using PluginProcess process = Start("AttackPlugin", ground.Policy(ConfinementTier.B) with { ReadPaths = [ground.Secret] });
        AttackGround.Show(process, "read").ShouldBe(["worked", "the-secret"]);
        AttackGround.Show(process, "write")[0].ShouldBe("denied");
        AttackGround.Show(process, "list")[0].ShouldBe("denied");
    }

    [Fact]
    public void The_work_folder_is_private_and_goes_without_what_links_in_it_lead_to()
    {
        string work;
        using (PluginProcess process = Start("AttackPlugin"))
        {
            work = process.WorkFolder;
            Directory.Exists(work).ShouldBeTrue();
            File.GetUnixFileMode(Path.GetDirectoryName(work)!)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            AttackGround.Show(process, "link-loop")[0].ShouldBe("denied");
        }

        Directory.Exists(work).ShouldBeFalse();
        Directory.Exists(ground.Plugin).ShouldBeTrue();
    }

    [Theory]
    [InlineData("7.4.0", true)]
    [InlineData("7.6.9+abc", true)]
    [InlineData("8.0.0-preview.1", true)]
    [InlineData("7.3.12", false)]
    [InlineData("5.1.22621", false)]
    [InlineData("", false)]
    public void PowerShell_is_new_enough_from_7_4_on(string version, bool isEnough) =>
        (PluginShell.WhyNot(version) is null).ShouldBe(isEnough);

    /// <summary>A question to it would take as long as its start; these are no programs, so that one would fail.</summary>
    [Fact]
    public void PowerShell_with_its_own_DotNet_is_known_by_its_files()
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-shell-").FullName;
        try
        {
            string program = Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
            foreach (
                string file in (string[])[program, Path.Combine(folder, "pwsh.dll"), Path.Combine(folder, "System.Private.CoreLib.dll")]
            )
                File.WriteAllText(file, "");
            PluginShell shell = PluginShell.Find([program]);
            shell.Command.ShouldBe([program]);
            shell.Folders.ShouldBe([folder]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_tests_themselves_are_not_confined()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the status of a process is read on Linux");
        ChildStatus.Of(Environment.ProcessId)!.WhyNotConfined(isRoot: true).ShouldNotBeNull();
    }

    [Fact]
    public void A_canary_that_gets_anything_is_noticed()
    {
        using WorkFolder work = new();
        using CanaryFiles files = new(work);
        using MemoryStream told = new();
        using (Utf8JsonWriter writer = new(told))
        {
            writer.WriteStartObject();
            files.Write(writer);
            writer.WriteEndObject();
        }

        using JsonDocument step = JsonDocument.Parse(told.ToArray());
        string[] tried =
        [
            "listed",
            "written",
            "made",
            "moded",
            "socketInterNetwork",
            "socketInterNetworkV6",
            "socketUnix",
            "forked",
            "executed",
            "ring",
            "signalled",
        ];
        Dictionary<string, object?> answer = tried.ToDictionary(name => name, _ => (object?)false);
        answer["inside"] = File.ReadAllText(step.RootElement.GetProperty("inside").GetString()!);
        answer["outside"] = null;
        string? Reason() => files.WhyNotConfined(JsonSerializer.SerializeToElement(answer));
        Reason().ShouldBeNull();
        foreach (string name in tried)
        {
            foreach (object? odd in (object?[])[true, null, "false"])
            {
                answer[name] = odd;
                Reason().ShouldNotBeNull(name);
            }

            answer[name] = false;
        }

        answer["outside"] = "x";
        Reason().ShouldNotBeNull();
        answer["outside"] = null;
        answer["inside"] = "x";
        Reason().ShouldNotBeNull();
    }

    private static IEnumerable<SandboxPolicy> Policies(string path)
    {
        SandboxPolicy policy = new() { PluginFolder = Path.GetDirectoryName(path)!, Tier = ConfinementTier.B };
        return [policy with { ReadPaths = [path] }, policy with { WritePaths = [path] }];
    }

    private PluginProcess Start(string type, SandboxPolicy? policy = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "walls are built for Linux only");
        return PluginProcess.Start(
            policy ?? ground.Policy(ConfinementTier.B),
            new PluginEntry("test", "1.0.0", ground.AttackLibrary, "Rimuru.Attacks." + type),
            AttackRunner.Shell
        );
    }
}

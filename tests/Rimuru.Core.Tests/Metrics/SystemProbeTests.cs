using System.Diagnostics;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Metrics;

namespace Rimuru.Core.Tests.Metrics;

/// <summary>What is read of the system, from files as Linux has them and from this machine itself.</summary>
public sealed class SystemProbeTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_process_is_read_whatever_its_name_is()
    {
        const string Text = "42 (a) R 1 (b)) S 7 42 42 0 -1 4194304 1 2 3 4 10 20 30 40 20 0 1 0 5000 1000 25 18446744073709551615 1 1 0\n";
        ProcessStat.Parse(42, Encoding.ASCII.GetBytes(Text)).ShouldBe(new ProcessStat(42, 7, false, 5000, 100, 25));
        ProcessStat.Parse(42, "42 (x) Z 7 42"u8).ShouldBeNull();
        ProcessStat.Parse(42, ""u8).ShouldBeNull();
    }

    [Fact]
    public void Linux_is_read_from_its_files()
    {
        home.Write("proc/stat", "cpu  100 5 50 800 45 1 2 3 0 0", "cpu0 1 1 1 1 1 1 1 1 0 0");
        home.Write("proc/meminfo", "MemTotal:       16000 kB", "MemFree:         1000 kB", "MemAvailable:    4000 kB");
        home.Write("proc/12/stat", "12 (node) S 1 12 12 0 -1 0 0 0 0 0 10 5 0 0 20 0 1 0 300 1000 25 0");
        home.Write("proc/13/stat", "13 (gone) Z 12 12 12 0 -1 0 0 0 0 0 10 5 0 0 20 0 1 0 300 1000 25 0");
        home.Write("proc/self/stat", "no process");
        home.WriteBytes("proc/12/cmdline", "node\0/usr/bin/claude\0--print\0"u8);
        File.CreateSymbolicLink(home.In("proc/12/exe"), "/usr/bin/node");
        LinuxProbe probe = new(home.In("proc"));
        SystemLook look = probe.Look();
        (look.Capacity, look.Busy, look.Memory, look.MemoryTotal).ShouldBe((1006, 161, 12_000 * 1024L, 16_000 * 1024L));
        look.Processes.ShouldHaveSingleItem().Value.ShouldBe(new SeenProcess(1, 300, 15, 25L * Environment.SystemPageSize));
        probe.ProgramOf(12).Program.ShouldBe("/usr/bin/node");
        probe.ProgramOf(12).Arguments.ShouldBe(["node", "/usr/bin/claude", "--print"]);
        probe.ProgramOf(99).Program.ShouldBeNull();
    }

    [Fact]
    public void This_machine_shows_this_process_and_what_it_works()
    {
        foreach (SystemProbe probe in (SystemProbe[])[SystemProbe.Own(TimeProvider.System), new PortableProbe(TimeProvider.System)])
        {
            SystemLook before = probe.Look();
            Stopwatch watch = Stopwatch.StartNew();
            while (watch.ElapsedMilliseconds < 200) { }
            SystemLook after = probe.Look();
            SeenProcess one = before.Processes[Environment.ProcessId],
                two = after.Processes[Environment.ProcessId];
            two.Start.ShouldBe(one.Start);
            (two.Cpu - one.Cpu).ShouldNotBeNull().ShouldBeGreaterThan(0);
            two.Memory.ShouldNotBeNull().ShouldBeGreaterThan(1 << 20);
            after.Capacity.ShouldBeGreaterThan(before.Capacity);
            probe.ProgramOf(Environment.ProcessId).Program.ShouldBe(Environment.ProcessPath);
        }
    }

    [Fact]
    public void What_the_portable_probe_is_not_told_is_unknown()
    {
        SystemLook look = new PortableProbe(TimeProvider.System).Look();
        (look.Busy, look.Memory, look.MemoryTotal).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("ClaudeCode", "/usr/bin/node", "node", "/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js", "--print")]
    [InlineData("ClaudeCode", "/usr/bin/node", "node", "--max-old-space-size=8192", "/opt/node_modules/@anthropic-ai/claude-code/cli.js")]
    [InlineData("ClaudeCode", "/home/x/versions/2.1.0", "claude")]
    [InlineData("Codex", "/usr/bin/codex", "codex", "exec")]
    [InlineData(null, "/usr/bin/vim", "vim", "/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js")]
    [InlineData(null, "/usr/bin/node", "node", "server.js")]
    [InlineData(null, "/usr/bin/node")]
    [InlineData(null, null)]
    public void An_agent_is_told_by_its_package_its_folder_or_its_name(string? agent, string? program, params string[] arguments) =>
        Programs("ClaudeCode", "Codex").AgentOf(program, arguments).ShouldBe(agent);

    [Fact]
    public void A_name_alone_is_not_enough_without_data_or_where_others_have_it_too()
    {
        Programs().AgentOf("/usr/bin/codex", ["codex"]).ShouldBeNull();
        Programs("ForgeCode").AgentOf("/usr/bin/forge", ["forge"]).ShouldBeNull();
    }

    private AgentPrograms Programs(params string[] withData) =>
        new(
            [
                .. AgentCatalog.BuiltIn.Adapters.Select(adapter => new AgentPlaces(
                    adapter,
                    true,
                    [],
                    withData.Contains(adapter.Name) ? [home.Folder] : []
                )),
            ],
            HostEnvironment.Of(home.Folder, new Dictionary<string, string>(), HostPlatform.Linux)
        );
}

using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Metrics;

namespace Rimuru.Core.Tests.Metrics;

/// <summary>Which processes are an agent's, and what they used between two looks.</summary>
public sealed class AgentLoadTests
{
    private readonly FakeProbe probe = new();

    [Fact]
    public void What_an_agent_has_started_is_its_own_down_to_another_agent()
    {
        probe.Add(1, 0).Add(10, 1, "claude").Add(11, 10).Add(12, 11).Add(20, 12, "codex").Add(21, 20).Add(30, 1).Add(31, 30);
        Families(open: (30, "Goose"))
            .ShouldBe(
                new Dictionary<int, string>
                {
                    [10] = "ClaudeCode",
                    [11] = "ClaudeCode",
                    [12] = "ClaudeCode",
                    [20] = "Codex",
                    [21] = "Codex",
                    [30] = "Goose",
                    [31] = "Goose",
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public void Processes_that_seem_to_be_their_own_ancestors_are_nobodys()
    {
        probe.Add(5, 6).Add(6, 5);
        Families().ShouldBeEmpty();
    }

    [Fact]
    public void A_program_is_looked_at_once_until_its_number_is_another_process()
    {
        ProcessFamilies families = new(probe);
        probe.Add(10, 1, "claude");
        families.Of(probe.Look(), Programs, []);
        families.Of(probe.Look(), Programs, []).Values.ShouldBe(["ClaudeCode"]);
        probe.Asked.ShouldBe(1);
        probe.Add(10, 1, "vim", start: 77);
        families.Of(probe.Look(), Programs, []).ShouldBeEmpty();
        probe.Asked.ShouldBe(2);
    }

    [Fact]
    public void The_time_of_children_that_come_and_go_is_counted_once()
    {
        SystemLook one = Look((10, new(1, 1, 100, 5)), (11, new(10, 2, 40, 7)), (12, new(10, 3, 30, 7))),
            two = Look((10, new(1, 1, 180, 5)), (12, new(10, 3, 35, 9)), (13, new(10, 4, 6, 1)));

        // 11 has ended with 60, of which 40 are known; 20 are 10's own; 5 and 6 are those of 12 and 13.
        AgentLoad load = AgentLoad.Between((one, All(one)), (two, All(two)))["ClaudeCode"];
        (load.Processes, load.Cpu, load.Memory).ShouldBe((3, 80 - 40 + 5 + 6, 15));
    }

    [Fact]
    public void What_the_system_does_not_tell_is_unknown()
    {
        SystemLook look = Look((10, new(0, 1, null, null)));
        AgentLoad load = AgentLoad.Between((look, All(look)), (look, All(look)))["ClaudeCode"];
        (load.Processes, load.Cpu, load.Memory).ShouldBe((1, null, null));
    }

    private static SystemLook Look(params (int Id, SeenProcess Process)[] processes) =>
        new(1000, null, null, null, processes.ToDictionary(one => one.Id, one => one.Process));

    private static Dictionary<int, string> All(SystemLook look) => look.Processes.Keys.ToDictionary(id => id, _ => "ClaudeCode");

    private IReadOnlyDictionary<int, string> Families(params (int, string)[] open) =>
        new ProcessFamilies(probe).Of(probe.Look(), Programs, open);

    private static AgentPrograms Programs { get; } =
        new(
            [.. AgentCatalog.BuiltIn.Adapters.Select(adapter => new AgentPlaces(adapter, true, [], ["/"]))],
            HostEnvironment.Of("/nowhere", new Dictionary<string, string>(), HostPlatform.Linux)
        );

    private sealed class FakeProbe : SystemProbe
    {
        private readonly Dictionary<int, (SeenProcess Process, string Program)> processes = [];

        public int Asked { get; private set; }

        public FakeProbe Add(int id, int parent, string program = "sh", long start = 1)
        {
            processes[id] = (new SeenProcess(parent, start, 0, 0), program);
            return this;
        }

        public override SystemLook Look() => new(0, null, null, null, processes.ToDictionary(one => one.Key, one => one.Value.Process));

        public override (string? Program, IReadOnlyList<string> Arguments) ProgramOf(int process)
        {
            Asked++;
            return ("/usr/bin/" + processes[process].Program, []);
        }
    }
}

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Cline;
using Rimuru.Core.Derived;
using Rimuru.Core.Discovery;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Architecture;

/// <summary>What every adapter's folder has, so that whoever knows one knows them all.</summary>
public sealed class AdapterFolderTests
{
    private static readonly string[] Fixed = ["Adapter", "Identity", "Locations", "Reader", "Usage"];

    /// <summary>Its origin's reader reads its logs.</summary>
    private static readonly string[] FixedOfDerived = ["Adapter", "Identity", "Locations"];

    private static readonly string Adapters = Documents.PathOf("src/Rimuru.Core/Adapters");

    public static TheoryData<string> Agents => [.. AgentCatalog.BuiltIn.Names];

    [Theory]
    [MemberData(nameof(Agents))]
    public void A_folder_has_the_five_files(string agent)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(Path.Combine(Adapters, agent), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)!),
        ];
        FixedOf(agent).Select(name => agent + name).Except(files).ShouldBeEmpty();
        files.ShouldAllBe(file => file.StartsWith(agent, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void Each_of_the_five_files_holds_the_type_of_its_name(string agent)
    {
        AgentAdapter adapter = AgentCatalog.BuiltIn.Find(agent)!;
        string room = $"Rimuru.Core.Adapters.{agent}";
        adapter.GetType().FullName.ShouldBe($"{room}.{agent}Adapter");
        foreach (string name in FixedOf(agent))
            adapter.GetType().Assembly.GetType($"{room}.{agent}{name}").ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void An_agent_has_a_page_that_other_pages_name(string agent)
    {
        string page = Documents.Read($"agents/{agent}.md");
        page.Split('\n')
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .ShouldBe(["## Places", "## Identity and ranks", "## Sessions"]);
        page.ShouldContain($"`{agent}` is its name everywhere.");
        Documents.Read("ledger.md").ShouldContain($"(agents/{agent}.md)");
        Documents.Read("sessions.md").ShouldContain($"(agents/{agent}.md)");
    }

    [Fact]
    public void Every_page_is_of_an_agent_of_the_catalog() =>
        Directory
            .EnumerateFiles(Documents.PathOf("docs/agents"), "*.md")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(page => page != "README")
            .ShouldBe(AgentCatalog.BuiltIn.Names, ignoreOrder: true);

    [Fact]
    public void The_list_of_agents_is_that_of_the_catalog() =>
        Documents
            .Table(Documents.Read("agents/README.md"), "agent")
            .Select(row => row[0].Split('(', ')')[1])
            .ShouldBe(AgentCatalog.BuiltIn.Names.Select(name => name + ".md"));

    [Fact]
    public void Every_agent_has_generated_homes() => AllHomes.ByAgent.Keys.ShouldBe(AgentCatalog.BuiltIn.Names, ignoreOrder: true);

    [Fact]
    public void Every_agent_has_the_conformance_tests()
    {
        foreach (string agent in AgentCatalog.BuiltIn.Names)
            GetType().Assembly.GetType($"Rimuru.Core.Tests.Conformance.{agent}Conformance").ShouldNotBeNull(agent);
    }

    [Fact]
    public void Every_folder_is_an_agent_of_the_catalog() =>
        Directory.EnumerateDirectories(Adapters).Select(Path.GetFileName).ShouldBe(AgentCatalog.BuiltIn.Names, ignoreOrder: true);

    private static string[] FixedOf(string agent) =>
        AgentCatalog.BuiltIn.Find(agent) is DerivedAdapter or ClineExtensionAdapter ? FixedOfDerived : Fixed;
}

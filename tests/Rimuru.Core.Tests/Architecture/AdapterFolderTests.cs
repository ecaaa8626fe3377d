using Rimuru.Core.AdapterContract;
using Rimuru.Core.Discovery;

namespace Rimuru.Core.Tests.Architecture;

/// <summary>What every adapter's folder has, so that whoever knows one knows them all.</summary>
public sealed class AdapterFolderTests
{
    private static readonly string[] Fixed = ["Adapter", "Identity", "Locations", "Reader", "Usage"];

    private static readonly string Adapters = Documents.PathOf("src/Rimuru.Core/Adapters");

    public static TheoryData<string> Agents => [.. AgentCatalog.BuiltIn.Names];

    [Theory]
    [MemberData(nameof(Agents))]
    public void A_folder_has_the_five_files(string agent)
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Adapters, agent), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)!)];
        Fixed.Select(name => agent + name).Except(files).ShouldBeEmpty();
        files.ShouldAllBe(file => file.StartsWith(agent, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void Each_of_the_five_files_holds_the_type_of_its_name(string agent)
    {
        AgentAdapter adapter = AgentCatalog.BuiltIn.Find(agent)!;
        string room = $"Rimuru.Core.Adapters.{agent}";
        adapter.GetType().FullName.ShouldBe($"{room}.{agent}Adapter");
        foreach (string name in Fixed) adapter.GetType().Assembly.GetType($"{room}.{agent}{name}").ShouldNotBeNull();
    }

    [Fact]
    public void Every_folder_is_an_agent_of_the_catalog() =>
        Directory.EnumerateDirectories(Adapters).Select(Path.GetFileName).ShouldBe(AgentCatalog.BuiltIn.Names, ignoreOrder: true);
}

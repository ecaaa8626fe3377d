using Rimuru.Core.Config;
using Rimuru.Core.Discovery;

namespace Rimuru.Core.Tests.Discovery;

/// <summary>What a user without any agent reads: short, and about this system only.</summary>
public sealed class NothingFoundTests : IDisposable
{
    private const string FirstLinePrefix = "WARNING: ";
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(13)]
    [InlineData(40)]
    [InlineData(80)]
    public void It_fits_a_terminal_whatever_the_number_of_agents(int count)
    {
        string[] lines = Explain(count, HostPlatform.Linux).Split('\n');
        string[] text = [.. lines.Where(line => !line.Contains(home.Folder))];
        text.ShouldAllBe(line => ("  " + line).Length <= 80);
        (FirstLinePrefix + lines[0]).Length.ShouldBeLessThanOrEqualTo(80);
        if (count <= 40)
            lines.Length.ShouldBeLessThanOrEqualTo(11);
        foreach (string name in AgentCatalog.BuiltIn.Names.Take(count))
            string.Join('\n', lines).ShouldContain(name);
    }

    [Fact]
    public void It_names_a_usual_place_of_each_agent()
    {
        foreach (HostPlatform platform in Enum.GetValues<HostPlatform>())
        {
            string text = Explain(13, platform).Replace('\\', '/');
            text.ShouldContain("ClaudeCode (.claude/projects)");
            text.ShouldContain("Codex (.codex/sessions)");
            text.ShouldContain(home.Folder.Replace('\\', '/'));
        }
    }

    [Fact]
    public void A_place_that_only_another_system_has_is_not_named()
    {
        string[] foreign = ["Library/only-there", "AppData/only-there"];
        AgentPlaces places = new(
            AgentCatalog.BuiltIn.Adapters[0],
            true,
            [.. foreign.Select(home.In), home.In("a/longer/place/of/all")],
            []
        );
        (HostPlatform, string)[] expected =
        [
            (HostPlatform.Linux, "a/longer/place/of/all"),
            (HostPlatform.MacOS, "Library/only-there"),
            (HostPlatform.Windows, "AppData/only-there"),
        ];
        foreach ((HostPlatform platform, string place) in expected)
            NothingFound.Explain([places], On(platform)).ShouldNotBeNull().Replace('\\', '/').ShouldContain($"ClaudeCode ({place})");
    }

    [Fact]
    public void It_says_nothing_where_an_agent_has_data()
    {
        AgentPlaces here = new(AgentCatalog.BuiltIn.Adapters[0], true, [home.Folder], [home.Folder]);
        NothingFound.Explain([here], On(HostPlatform.Linux)).ShouldBeNull();
    }

    private string Explain(int count, HostPlatform platform)
    {
        HostEnvironment host = On(platform);
        AgentPlaces[] known =
        [
            .. AgentCatalog.BuiltIn.Adapters.Select(adapter => new AgentPlaces(adapter, true, adapter.Locate(host, null), [])),
        ];
        return NothingFound.Explain([.. Enumerable.Range(0, count).Select(i => known[i % known.Length])], host).ShouldNotBeNull();
    }

    private HostEnvironment On(HostPlatform platform) => HostEnvironment.Of(home.Folder, new Dictionary<string, string>(), platform);
}

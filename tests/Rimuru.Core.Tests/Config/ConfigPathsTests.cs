using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Config;

public sealed class ConfigPathsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "rimuru-paths"));
    private static readonly string Own = Path.Combine(Root, "me");
    private static readonly string Other = Path.Combine(Root, "other");

    [Theory]
    [InlineData("Linux", "me/.config/rimuru", "me/.local/share/rimuru", "other/.local/share/rimuru")]
    [InlineData(
        "MacOS",
        "me/Library/Application Support/Rimuru",
        "me/Library/Application Support/Rimuru",
        "other/Library/Application Support/Rimuru"
    )]
    [InlineData("Windows", "me/AppData/Roaming/Rimuru", "me/AppData/Local/Rimuru", "other/AppData/Local/Rimuru")]
    public void Each_system_has_its_places(string platform, string config, string data, string otherData)
    {
        HostEnvironment host = Host(platform, []);
        Check(new ConfigPaths(host), config, data);
        Check(new ConfigPaths(host.WithHome(Other)), config, otherData);
    }

    [Theory]
    [InlineData("Linux", "c/rimuru", "d/rimuru", "other/.local/share/rimuru")]
    [InlineData(
        "MacOS",
        "me/Library/Application Support/Rimuru",
        "me/Library/Application Support/Rimuru",
        "other/Library/Application Support/Rimuru"
    )]
    [InlineData("Windows", "roaming/Rimuru", "local/Rimuru", "other/AppData/Local/Rimuru")]
    public void Variables_move_the_places_of_the_own_home_only(string platform, string config, string data, string otherData)
    {
        HostEnvironment host = Host(
            platform,
            new()
            {
                ["XDG_CONFIG_HOME"] = Path.Combine(Root, "c"),
                ["XDG_DATA_HOME"] = Path.Combine(Root, "d"),
                ["APPDATA"] = Path.Combine(Root, "roaming"),
                ["LOCALAPPDATA"] = Path.Combine(Root, "local"),
            }
        );
        Check(new ConfigPaths(host), config, data);
        Check(new ConfigPaths(host.WithHome(Other)), config, otherData);
    }

    [Theory]
    [InlineData("Linux", "other/.local/share/rimuru")]
    [InlineData("MacOS", "other/Library/Application Support/Rimuru")]
    [InlineData("Windows", "other/AppData/Local/Rimuru")]
    public void Rimuru_home_moves_both(string platform, string otherData)
    {
        HostEnvironment host = Host(platform, new() { ["RIMURU_HOME"] = Path.Combine(Root, "r"), ["XDG_CONFIG_HOME"] = Root });
        Check(new ConfigPaths(host), "r", "r");
        Check(new ConfigPaths(host.WithHome(Other)), "r", otherData);
    }

    [Fact]
    public void A_relative_xdg_folder_is_ignored_as_its_specification_asks() =>
        Check(
            new ConfigPaths(Host("Linux", new() { ["XDG_CONFIG_HOME"] = "c", ["XDG_DATA_HOME"] = "d" })),
            "me/.config/rimuru",
            "me/.local/share/rimuru"
        );

    [Theory]
    [InlineData("relative")]
    [InlineData("~/x")]
    public void A_relative_rimuru_home_is_an_error(string path) =>
        Should
            .Throw<RimuruException>(() => new ConfigPaths(Host("Linux", new() { ["RIMURU_HOME"] = path })))
            .Message.ShouldBe($"[E4002] environment RIMURU_HOME: '{path}' is not an absolute path.");

    [Fact]
    public void Without_a_home_nothing_falls_back_to_the_current_directory()
    {
        Should
            .Throw<RimuruException>(() => new ConfigPaths(HostEnvironment.Of("", new Dictionary<string, string>())))
            .Code.ShouldBe("E9002");
        string moved = Path.Combine(Root, "r");
        new ConfigPaths(HostEnvironment.Of("", new Dictionary<string, string> { ["RIMURU_HOME"] = moved })).LedgerFile.ShouldBe(
            Path.Combine(moved, "ledger.db")
        );
    }

    [Fact]
    public void Another_home_leaves_the_own_one_known()
    {
        HostEnvironment host = Host("Linux", []).WithHome(Other).WithHome(Path.Combine(Root, "third"));
        host.OwnHome.ShouldBe(Own);
        host.Home.ShouldBe(Path.Combine(Root, "third"));
        host.IsOwnHome.ShouldBeFalse();
    }

    private static HostEnvironment Host(string platform, Dictionary<string, string> variables) =>
        HostEnvironment.Of(Own, variables, Enum.Parse<HostPlatform>(platform));

    private static void Check(ConfigPaths paths, string config, string data)
    {
        string configFolder = Path.Combine([Root, .. config.Split('/')]);
        paths.ConfigFolder.ShouldBe(configFolder);
        paths.DotEnvFile.ShouldBe(Path.Combine(configFolder, ".env"));
        paths.YamlFile.ShouldBe(Path.Combine(configFolder, "local.yaml"));
        paths.LedgerFile.ShouldBe(Path.Combine([Root, .. data.Split('/'), "ledger.db"]));
    }
}

using Rimuru.Core.Config;
using Rimuru.Core.Tracking;

namespace Rimuru.Core.Tests.Config;

/// <summary>What is written into a file that belongs to its user: the one value, and nothing else.</summary>
public sealed class ConfigWriterTests : IDisposable
{
    private const string Enabled = "agents.codex.enabled";
    private const string Paths = "agents.codex.paths";

    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-write-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File => Path.Combine(folder, ".config", "rimuru", "local.yaml");

    [Theory]
    [InlineData("", "agents:\n  codex:\n    enabled: false\n")]
    [InlineData("# mine\n", "# mine\nagents:\n  codex:\n    enabled: false\n")]
    [InlineData("sync:\n  enabled: true # yes", "sync:\n  enabled: true # yes\nagents:\n  codex:\n    enabled: false\n")]
    [InlineData("agents: ~ # later\nsync:\n  enabled: true\n", "agents: # later\n  codex:\n    enabled: false\nsync:\n  enabled: true\n")]
    [InlineData("agents:\n  codex: null\n", "agents:\n  codex:\n    enabled: false\n")]
    [InlineData("agents: { codex: ~ }\n", "agents: { codex: { enabled: false } }\n")]
    [InlineData("agents:\n", "agents:\n  codex:\n    enabled: false\n")]
    [InlineData(
        "agents:\n    codex:\n        # on\n        enabled: true   # for now\n\nsync:\n  enabled: true\n",
        "agents:\n    codex:\n        # on\n        enabled: false   # for now\n\nsync:\n  enabled: true\n"
    )]
    [InlineData(
        "agents:\n    pi:\n        enabled: true\n\n# prices\nsync:\n  enabled: true\n",
        "agents:\n    pi:\n        enabled: true\n    codex:\n      enabled: false\n\n# prices\nsync:\n  enabled: true\n"
    )]
    [InlineData("agents:\r\n  codex:\r\n    config_path: ~/x\r\n", "agents:\r\n  codex:\r\n    config_path: ~/x\r\n    enabled: false\r\n")]
    [InlineData("agents: { codex: { enabled: true } }\n", "agents: { codex: { enabled: false } }\n")]
    [InlineData("agents: { codex: { config_path: '~/x' } }\n", "agents: { codex: { config_path: '~/x', enabled: false } }\n")]
    [InlineData("agents: {}\n", "agents: { codex: { enabled: false }}\n")]
    [InlineData("agents.codex.enabled: true\n", "agents.codex.enabled: false\n")]
    [InlineData(
        "agents:\n  codex:\n    paths:\n      - /a # first\n      - /b\nsync: {}\n",
        "agents:\n  codex:\n    paths:\n      - /a # first\n      - /b\n    enabled: false\nsync: {}\n"
    )]
    public void A_value_is_set_where_it_belongs(string before, string after) =>
        Written(before, edit => edit.Set(Enabled, "false")).ShouldBe(after);

    [Theory]
    [InlineData("", "agents:\n  codex:\n    paths: ['/a']\n")]
    [InlineData("agents:\n  codex:\n    paths: [/a] # share\n", "agents:\n  codex:\n    paths: ['/a', '/b'] # share\n")]
    [InlineData(
        "agents:\n  codex:\n    paths:\n      # ada's\n      - /a # old\n\n      # end\n",
        "agents:\n  codex:\n    paths:\n      # ada's\n      - /a # old\n      - '/b'\n\n      # end\n"
    )]
    public void A_list_grows_at_its_end(string before, string after) =>
        Written(before, edit => edit.SetList(Paths, [.. edit.Items(Paths), before.Length == 0 ? "/a" : "/b"])).ShouldBe(after);

    [Theory]
    [InlineData(
        "agents:\n  codex:\n    # places\n    paths: [/a]\n    enabled: true\n",
        "agents:\n  codex:\n    # places\n    enabled: true\n"
    )]
    [InlineData("agents:\n  codex:\n    paths:\n      - /a\n", "")]
    [InlineData("agents:\n  codex:\n    paths: [/a]\n\n  pi:\n    enabled: true\n", "agents:\n\n  pi:\n    enabled: true\n")]
    [InlineData("agents:\n  codex: # the other one\n    paths: [/a]\n", "agents:\n  codex: # the other one\n")]
    [InlineData("agents:\n  codex:\n    # enabled: false\n    paths: [/a]\n", "agents:\n  codex:\n    # enabled: false\n")]
    [InlineData("agents:\n  codex:\n    paths:\n      - /a\n      - /b # kept\n", "agents:\n  codex:\n    paths:\n      - /b # kept\n")]
    [InlineData("agents: { codex: { enabled: true, paths: [/a] } }\n", "agents: { codex: { enabled: true } }\n")]
    [InlineData("agents: { codex: { paths: [/a], enabled: true } }\n", "agents: { codex: { enabled: true } }\n")]
    [InlineData("sync: {}\n", "sync: {}\n")]
    public void An_item_is_taken_out_and_the_list_with_the_last(string before, string after) =>
        Written(before, edit => edit.SetList(Paths, [.. edit.Items(Paths).Where(path => path != "/a")])).ShouldBe(after);

    [Theory]
    [InlineData("/it's #1: {odd}, [path]")]
    [InlineData("/ends with space ")]
    [InlineData("/näme/日本")]
    public void Any_path_comes_back_as_it_was(string path)
    {
        Written("sync:\n  enabled: true # ünïcode first\n", edit => edit.SetList(Paths, [path]));
        RimuruConfig.Load(Host, AgentService.Names).Agent("Codex").Paths.ShouldBe([path]);
    }

    [Fact]
    public void A_file_that_is_wrong_is_left_as_it_is()
    {
        Should.Throw<RimuruException>(() => Written("agents:\n\tcodex: 1\n", edit => edit.Set(Enabled, "false"))).Code.ShouldBe("E4003");
        System.IO.File.ReadAllText(File).ShouldBe("agents:\n\tcodex: 1\n");
        Should
            .Throw<RimuruException>(() => Written("agents:\n  codex:\n    enable: true\n", edit => edit.Set(Enabled, "false")))
            .Code.ShouldBe("E4001");
        Directory.EnumerateFiles(Path.GetDirectoryName(File)!).ShouldBe([File]);
    }

    [Fact]
    public void A_file_that_cannot_be_changed_is_said_to_be_and_left()
    {
        const string Text = "agents: { codex }\n";
        RimuruException error = Should.Throw<RimuruException>(() => Written(Text, edit => edit.Set(Enabled, "false")));
        error.Code.ShouldBe("E4006");
        error.Message.ShouldContain("by hand");
        System.IO.File.ReadAllText(File).ShouldBe(Text);
    }

    [Fact]
    public void Nothing_is_written_where_nothing_changes()
    {
        Written("agents:\n  codex:\n    enabled: false\n", edit => edit.Set(Enabled, "false"));
        DateTime written = System.IO.File.GetLastWriteTimeUtc(File);
        new ConfigWriter(new ConfigPaths(Host), AgentService.Names).Change(edit => edit.Set(Enabled, "false")).ShouldBeFalse();
        System.IO.File.GetLastWriteTimeUtc(File).ShouldBe(written);
        Directory.EnumerateFiles(Path.GetDirectoryName(File)!).ShouldBe([File]);
    }

    [Fact]
    public void A_link_stays_a_link_and_permissions_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        string real = Path.Combine(folder, "dotfiles.yaml");
        System.IO.File.WriteAllText(real, "sync: {}\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        System.IO.File.CreateSymbolicLink(File, real);
        new ConfigWriter(new ConfigPaths(Host), AgentService.Names).Change(edit => edit.Set(Enabled, "false")).ShouldBeTrue();
        new FileInfo(File).LinkTarget.ShouldBe(real);
        System.IO.File.ReadAllText(real).ShouldContain("enabled: false");
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(real).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public void Two_at_once_lose_nothing()
    {
        ConfigWriter writer = new(new ConfigPaths(Host), AgentService.Names);
        Parallel.For(
            0,
            8,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i => writer.Change(edit => edit.SetList(Paths, [.. edit.Items(Paths), $"/p{i}"]))
        );
        RimuruConfig.Load(Host, AgentService.Names).Agent("Codex").Paths.Order().ShouldBe(Enumerable.Range(0, 8).Select(i => $"/p{i}"));
    }

    private HostEnvironment Host => HostEnvironment.Of(folder, new Dictionary<string, string>(), HostPlatform.Linux);

    private string Written(string before, Action<ConfigEdit> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, before);
        new ConfigWriter(new ConfigPaths(Host), AgentService.Names).Change(change);
        return System.IO.File.ReadAllText(File);
    }
}

using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Tracking;

namespace Rimuru.Core.Tests.Config;

/// <summary><c>local.toml</c>: what is read from it, what is refused, and what is written into it.</summary>
public sealed class TomlTests : IDisposable
{
    /// <summary>The sample of the specification.</summary>
    private const string Sample = """
        [database]
        url = "postgres://user:pass@localhost/rimuru"
        max_connections = 10

        [agents]
        claude_code.enabled = true
        claude_code.config_path = "~/.claude"

        [sync]
        enabled = true
        interval_hours = 24
        providers = ["anthropic", "openai"]

        """;

    private readonly ConfigSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    private string Toml => Path.Combine(sandbox.Folder, "local.toml");

    [Fact]
    public void The_sample_of_the_specification_is_read_as_it_stands()
    {
        File.WriteAllText(Toml, Sample);
        RimuruConfig config = sandbox.Load();
        config.DatabaseUrl.ShouldBe("postgres://user:pass@localhost/rimuru");
        config.Agent("ClaudeCode").ConfigPath.ShouldBe("~/.claude");
        config.SyncProviders.ShouldBe(["anthropic", "openai"]);
        config
            .Settings.Where(entry => entry.Origin != "default")
            .Select(entry => (entry.Name, entry.Origin))
            .ShouldBe([
                ("database.url", $"{Toml}:2"),
                ("database.max_connections", $"{Toml}:3"),
                ("agents.claude_code.enabled", $"{Toml}:6"),
                ("agents.claude_code.config_path", $"{Toml}:7"),
                ("sync.enabled", $"{Toml}:10"),
                ("sync.interval_hours", $"{Toml}:11"),
                ("sync.providers", $"{Toml}:12"),
            ]);
        config.Setting("database.url").Value.ShouldBe("postgres://user:***@localhost/rimuru");
    }

    [Theory]
    [InlineData("[sync]\nenabled = yes\n", "E4003", "{toml}:2: the file is not valid TOML: ")]
    [InlineData(
        "a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "E4003",
        "{toml}: the file is not valid TOML: it is nested too deeply."
    )]
    [InlineData("[sync]\n\nenable = true\n", "E4001", "{toml}:3: sync.enable is not a key of Rimuru. Did you mean 'sync.enabled'?")]
    [InlineData("[snyc]\nenabled = true\n", "E4001", "{toml}:1: snyc is not a key of Rimuru. Did you mean 'sync'?")]
    [InlineData(
        "sync.interval_hours = \"soon\"\n",
        "E4002",
        "{toml}:1: sync.interval_hours is 'soon', but must be a whole number from 1 to 8760."
    )]
    [InlineData("[sync]\nproviders = [\n  'anthropic',\n  'bing',\n]\n", "E4002", "{toml}:4: sync.providers names 'bing'")]
    [InlineData("[sync]\nproviders = 'anthropic'\n", "E4002", "{toml}:2: sync.providers is a single value")]
    [InlineData("[sync]\nenabled = [true]\n", "E4002", "{toml}:2: sync.enabled is a list")]
    [InlineData("sync = 1\n", "E4002", "{toml}:1: sync is a single value, but must be a section of ")]
    [InlineData(
        "[sync]\nenabled = true\nenabled = false\n",
        "E4005",
        "{toml}:3: sync.enabled is set a second time; the first is {toml}:2."
    )]
    [InlineData("[sync]\nenabled = true\n[sync]\nbackground = true\n", "E4003", "{toml}:3: the file is not valid TOML: ")]
    [InlineData("[[sync]]\nenabled = true\n", "E4003", "{toml}:1: [[sync]] is a list of tables; write [sync].")]
    public void What_is_wrong_is_named_with_file_line_and_key(string text, string code, string message)
    {
        File.WriteAllText(Toml, text);
        RimuruException error = Should.Throw<RimuruException>(() => sandbox.Load());
        error.Message.Replace(Toml, "{toml}", StringComparison.Ordinal).ShouldStartWith($"[{code}] {message}");
    }

    [Fact]
    public void Two_files_are_an_error_that_says_which_to_keep()
    {
        File.WriteAllText(Toml, Sample);
        sandbox.WithYaml("sync:\n  enabled: true\n");
        RimuruException error = Should.Throw<RimuruException>(() => sandbox.Load());
        error.Code.ShouldBe("E4005");
        error.Message.ShouldContain($"{Toml} and {sandbox.Yaml} both exist. Keep local.toml");
        Should
            .Throw<RimuruException>(() =>
                new ConfigWriter(new ConfigPaths(sandbox.Host), ConfigSandbox.Agents).Change(edit =>
                    edit.Set("agents.codex.enabled", "false")
                )
            )
            .Code.ShouldBe("E4005");
    }

    [Theory]
    [InlineData("", "[agents.codex]\nenabled = false\n")]
    [InlineData("# mine\n", "# mine\n\n[agents.codex]\nenabled = false\n")]
    [InlineData(
        "[agents]\n# on\ncodex.enabled = true # for now\n\n[sync]\n",
        "[agents]\n# on\ncodex.enabled = false # for now\n\n[sync]\n"
    )]
    [InlineData(
        "[agents]\nclaude_code.enabled = true # yes\n\n[sync]\nenabled = true",
        "[agents]\nclaude_code.enabled = true # yes\ncodex.enabled = false\n\n[sync]\nenabled = true"
    )]
    [InlineData("[agents.codex] # here\n", "[agents.codex] # here\nenabled = false\n")]
    [InlineData(
        "agents.codex.config_path = '~/x'\n\n[sync]\n",
        "agents.codex.config_path = '~/x'\nagents.codex.enabled = false\n\n[sync]\n"
    )]
    [InlineData("[agents]\ncodex = { config_path = '~/x' }\n", "[agents]\ncodex = { config_path = '~/x', enabled = false }\n")]
    [InlineData("agents = {}\n", "agents = { codex.enabled = false }\n")]
    [InlineData("[sync]\r\nenabled = true\r\n", "[sync]\r\nenabled = true\r\n\r\n[agents.codex]\r\nenabled = false\r\n")]
    [InlineData("# ünïcode 日本 𝄞\n[agents]\ncodex.enabled = true # ü\n", "# ünïcode 日本 𝄞\n[agents]\ncodex.enabled = false # ü\n")]
    public void A_value_is_set_where_it_belongs(string before, string after) =>
        Written(before, edit => edit.Set("agents.codex.enabled", "false")).ShouldBe(after);

    [Theory]
    [InlineData("", "[agents.codex]\npaths = ['/b']\n")]
    [InlineData("[agents]\ncodex.paths = [\"/a\"] # share\n", "[agents]\ncodex.paths = ['/a', '/b'] # share\n")]
    [InlineData(
        "[agents]\ncodex.paths = [\n  # ada's\n  '/a', # old\n]\n",
        "[agents]\ncodex.paths = [\n  # ada's\n  '/a', # old\n  '/b',\n]\n"
    )]
    [InlineData("[agents]\ncodex.paths = [\n  '/a' # old\n]\n", "[agents]\ncodex.paths = [\n  '/a', # old\n  '/b',\n]\n")]
    public void A_list_grows_at_its_end(string before, string after) =>
        Written(before, edit => edit.SetList("agents.codex.paths", [.. edit.Items("agents.codex.paths"), "/b"])).ShouldBe(after);

    [Theory]
    [InlineData("[agents]\n# places\ncodex.paths = ['/a'] # gone\ncodex.enabled = true\n", "[agents]\n# places\ncodex.enabled = true\n")]
    [InlineData("[agents]\ncodex.paths = [\n  '/a', # gone\n  '/b', # kept\n]\n", "[agents]\ncodex.paths = [\n  '/b', # kept\n]\n")]
    [InlineData("[agents]\ncodex = { enabled = true, paths = ['/a'] }\n", "[agents]\ncodex = { enabled = true }\n")]
    [InlineData("[sync]\n", "[sync]\n")]
    public void An_item_is_taken_out_and_the_list_with_the_last(string before, string after) =>
        Written(before, edit => edit.SetList("agents.codex.paths", [.. edit.Items("agents.codex.paths").Where(path => path != "/a")]))
            .ShouldBe(after);

    [Theory]
    [InlineData("/it's #1: {odd}, [path] \\ \"")]
    [InlineData("/ends with space ")]
    [InlineData("/näme/日本")]
    public void Any_path_comes_back_as_it_was(string path)
    {
        Written("[sync]\nenabled = true # ünïcode first\n", edit => edit.SetList("agents.codex.paths", [path]));
        sandbox.Load().Agent("Codex").Paths.ShouldBe([path]);
    }

    [Fact]
    public void A_change_is_made_in_the_file_that_is_there()
    {
        File.WriteAllText(Toml, Sample);
        AgentSettings settings = new(AgentCatalog.BuiltIn, sandbox.Host, RimuruConfig.Load(sandbox.Host, AgentService.Names));
        settings.File.ShouldBe(Toml);
        settings.Enable("Codex", false).ShouldBeNull();
        settings.Enable("ClaudeCode", false).ShouldBeNull();
        File.ReadAllText(Toml)
            .ShouldBe(
                Sample
                    .Replace("claude_code.enabled = true", "claude_code.enabled = false", StringComparison.Ordinal)
                    .Replace(
                        "config_path = \"~/.claude\"\n",
                        "config_path = \"~/.claude\"\ncodex.enabled = false\n",
                        StringComparison.Ordinal
                    )
            );
        File.Exists(sandbox.Yaml).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_is_wrong_is_left_as_it_is()
    {
        Should
            .Throw<RimuruException>(() => Written("[agents]\ncodex = [\n", edit => edit.Set("agents.codex.enabled", "false")))
            .Code.ShouldBe("E4003");
        File.ReadAllText(Toml).ShouldBe("[agents]\ncodex = [\n");
        Directory.EnumerateFiles(sandbox.Folder).ShouldBe([Toml]);
    }

    private string Written(string before, Action<ConfigEdit> change)
    {
        File.WriteAllText(Toml, before);
        new ConfigWriter(new ConfigPaths(sandbox.Host), ConfigSandbox.Agents).Change(change);
        return File.ReadAllText(Toml);
    }
}

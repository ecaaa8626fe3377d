using Rimuru.Core.Config;
using Rimuru.Core.Tracking;

namespace Rimuru.Core.Tests.Config;

/// <summary><c>docs/configuration.md</c> says what the code does.</summary>
public sealed class ConfigurationPageTests : IDisposable
{
    private static readonly string Page = Documents.Read("configuration.md");
    private static readonly List<string[]> Rows = Documents.Table(Page, "key");
    private static readonly ConfigSchema Schema = new(AgentService.Names);

    private readonly ConfigSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void The_page_has_exactly_the_keys_of_the_code() =>
        Rows.Select(row => row[0]).ShouldBe(Schema.Keys.Select(key => $"`{key.Name}`"));

    [Fact]
    public void The_page_says_what_each_is() => Rows.Select(row => row[1]).ShouldBe(Schema.Keys.Select(key => key.Purpose));

    [Fact]
    public void The_page_has_their_values() => Rows.Select(row => row[2]).ShouldBe(Schema.Keys.Select(key => key.Allowed));

    [Fact]
    public void The_page_has_their_defaults() => Rows.Select(row => row[3]).ShouldBe(Schema.Keys.Select(DefaultOf));

    [Fact]
    public void The_page_has_the_second_names() =>
        Schema.Keys.Select(key => key.PlainVariable).OfType<string>().ShouldAllBe(name => Page.Contains($"`{name}`"));

    [Fact]
    public void The_example_sets_every_key()
    {
        RimuruConfig config = sandbox.WithYaml(Documents.Block(Page, "yaml")).Load();
        config.Settings.ShouldAllBe(entry => entry.Origin.StartsWith(sandbox.Yaml, StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_of_toml_is_read()
    {
        File.WriteAllText(Path.Combine(sandbox.Folder, "local.toml"), Documents.Block(Page, "toml"));
        RimuruConfig config = sandbox.Load();
        config.DatabaseUrl.ShouldBe("sqlite:/srv/rimuru/ledger.db");
        config.Agent("Codex").Paths.ShouldBe(["/mnt/team/ada/.codex"]);
    }

    [Fact]
    public void The_example_of_dotenv_is_read_as_the_page_says()
    {
        RimuruConfig config = sandbox.WithDotEnv(Documents.Block(Page, "sh")).Load();
        config.SyncProviders.ShouldBe(["anthropic", "openai"]);
        config.SyncIntervalHours.ShouldBe(12);
        config.Agent("ClaudeCode").ConfigPath.ShouldBe("~/claude data");
        config.DatabaseUrl.ShouldBe("sqlite:/srv/rimuru/\"main\" ledger.db");
    }

    [Theory]
    [InlineData("sync.interval_hours: 12")]
    [InlineData("agents: { codex: { config_path: \"~\" } }")]
    public void What_the_page_says_of_yaml_is_so(string yaml) =>
        sandbox.WithYaml(yaml).Load().Settings.ShouldContain(entry => entry.Origin == $"{sandbox.Yaml}:1");

    private static string DefaultOf(ConfigKey key)
    {
        if (key.Name == ConfigSchema.DatabaseUrl)
            return "the ledger file";
        return key.Default is null ? "none" : $"`{ConfigKey.Show(key.Default)}`";
    }
}

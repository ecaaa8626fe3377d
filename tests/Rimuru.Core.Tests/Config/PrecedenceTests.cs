using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Config;

public sealed class PrecedenceTests : IDisposable
{
    private readonly ConfigSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void Without_any_source_everything_is_default()
    {
        RimuruConfig config = sandbox.Load();

        config.DatabaseUrl.ShouldBeNull();
        config.MaxConnections.ShouldBe(10);
        config.SyncEnabled.ShouldBeTrue();
        config.SyncIntervalHours.ShouldBe(24);
        config.SyncProviders.ShouldBe(["anthropic", "openai", "google", "openrouter", "litellm"]);
        config.Agent("ClaudeCode").ShouldBe(new AgentConfig(true, null, []));
        config.Agent("Codex").ShouldBe(new AgentConfig(true, null, []));
        config.Settings.ShouldAllBe(entry => entry.Origin == "default");
        config.Setting("database.url").Value.ShouldBe(Path.Combine(sandbox.Home, ".local", "share", "rimuru", "ledger.db"));
    }

    [Theory]
    [InlineData(4, "50", "parameter -MaxConnections")]
    [InlineData(3, "40", "environment RIMURU__DATABASE__MAX_CONNECTIONS")]
    [InlineData(2, "30", "{env}:2")]
    [InlineData(1, "20", "{yaml}:3")]
    [InlineData(0, "10", "default")]
    public void The_highest_source_wins_and_is_named(int sources, string value, string origin)
    {
        if (sources >= 1)
            sandbox.WithYaml("# mine\ndatabase:\n  max_connections: 20\n");
        if (sources >= 2)
            sandbox.WithDotEnv("\nRIMURU__DATABASE__MAX_CONNECTIONS=30\n");
        if (sources >= 3)
            sandbox.With("RIMURU__DATABASE__MAX_CONNECTIONS", "40");
        ConfigOverride[] overrides = sources >= 4 ? [new("database.max_connections", "50", "-MaxConnections")] : [];

        RimuruConfig config = sandbox.Load(overrides);

        string named = origin
            .Replace("{env}", sandbox.DotEnv, StringComparison.Ordinal)
            .Replace("{yaml}", sandbox.Yaml, StringComparison.Ordinal);
        config.Setting("database.max_connections").Origin.ShouldBe(named);
        ConfigKey.Show(config.Setting("database.max_connections").Value).ShouldBe(value);
        ConfigKey.Show(config.MaxConnections).ShouldBe(value);
    }

    [Fact]
    public void Sources_fill_in_for_each_other()
    {
        RimuruConfig config = sandbox
            .WithYaml("agents:\n  claude_code: { enabled: false, config_path: ~/.claude }\nsync:\n  providers: [openai, anthropic]\n")
            .WithDotEnv("export RIMURU__AGENTS__CODEX__CONFIG_PATH='~/codex data'\n")
            .With("RIMURU__AGENTS__CLAUDE_CODE__ENABLED", "True")
            .With("RIMURU_DATABASE_URL", "postgres://u:p@db/rimuru")
            .Load();

        config.Agent("ClaudeCode").ShouldBe(new AgentConfig(true, "~/.claude", []));
        config.Agent("Codex").ShouldBe(new AgentConfig(true, "~/codex data", []));
        config.SyncProviders.ShouldBe(["openai", "anthropic"]);
        config.DatabaseUrl.ShouldBe("postgres://u:p@db/rimuru");
        config
            .Settings.Select(entry => (entry.Name, ConfigKey.Show(entry.Value), entry.Origin))
            .ShouldBe([
                ("database.url", "postgres://u:***@db/rimuru", "environment RIMURU_DATABASE_URL"),
                ("database.password", null, "default"),
                ("database.max_connections", "10", "default"),
                ("database.retention_days", null, "default"),
                ("agents.claude_code.enabled", "true", "environment RIMURU__AGENTS__CLAUDE_CODE__ENABLED"),
                ("agents.claude_code.config_path", "~/.claude", $"{sandbox.Yaml}:2"),
                ("agents.claude_code.paths", null, "default"),
                ("agents.codex.enabled", "true", "default"),
                ("agents.codex.config_path", "~/codex data", $"{sandbox.DotEnv}:1"),
                ("agents.codex.paths", null, "default"),
                ("sync.enabled", "true", "default"),
                ("sync.interval_hours", "24", "default"),
                ("sync.background", "false", "default"),
                ("sync.conflict", "official_first", "default"),
                ("sync.providers", "openai, anthropic", $"{sandbox.Yaml}:4"),
                ("sync.anthropic.base_url", null, "default"),
                ("sync.openai.base_url", null, "default"),
                ("sync.google.base_url", null, "default"),
                ("sync.openrouter.base_url", null, "default"),
                ("sync.litellm.base_url", null, "default"),
                ("sharing.titles", "none", "default"),
                ("sharing.paths", "none", "default"),
                ("sharing.users", "full", "default"),
                ("display.time_zone", null, "default"),
                ("display.currency", null, "default"),
                ("hooks.session_end_after_minutes", "10", "default"),
                ("hooks.metrics_interval_minutes", "5", "default"),
                ("hooks.retention_days", "30", "default"),
                ("metrics.enabled", "true", "default"),
                ("metrics.minute_retention_days", "2", "default"),
                ("metrics.hour_retention_days", "30", "default"),
                ("metrics.day_retention_days", "730", "default"),
                ("skills.git_protocols", "https, ssh", "default"),
                ("logging.level", "off", "default"),
                ("logging.ingest", null, "default"),
                ("logging.prices", null, "default"),
                ("logging.store", null, "default"),
                ("logging.hooks", null, "default"),
                ("logging.format", "text", "default"),
                ("logging.path", null, "default"),
                ("logging.max_size_mb", "10", "default"),
                ("logging.keep", "5", "default"),
            ]);
    }

    [Fact]
    public void Lists_are_separated_by_commas_outside_of_yaml() =>
        sandbox.With("RIMURU__SYNC__PROVIDERS", "google, litellm").Load().SyncProviders.ShouldBe(["google", "litellm"]);

    [Fact]
    public void An_empty_variable_is_unset() =>
        sandbox
            .With("RIMURU_DATABASE_URL", "")
            .With("RIMURU__SYNC__ENABLED", "")
            .Load()
            .Settings.ShouldAllBe(entry => entry.Origin == "default");

    [Fact]
    public void Files_in_the_current_directory_are_not_read()
    {
        string before = Environment.CurrentDirectory;
        string elsewhere = Directory.CreateDirectory(Path.Combine(sandbox.Home, "cloned")).FullName;
        File.WriteAllText(Path.Combine(elsewhere, ".env"), "RIMURU_DATABASE_URL=postgres://evil/x\n");
        File.WriteAllText(Path.Combine(elsewhere, "local.yaml"), "database: { url: postgres://evil/x }\n");
        try
        {
            Environment.CurrentDirectory = elsewhere;
            sandbox.Load().DatabaseUrl.ShouldBeNull();
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Fact]
    public void The_current_process_can_be_the_source()
    {
        HostEnvironment host = HostEnvironment.Current();
        Environment.SetEnvironmentVariable("RIMURU_TEST__ONE", "1");
        try
        {
            host.NamesWithPrefix("rimuru_test__").ShouldBe(["RIMURU_TEST__ONE"]);
            host.Variable("RIMURU_TEST__ONE").ShouldBe("1");
        }
        finally
        {
            Environment.SetEnvironmentVariable("RIMURU_TEST__ONE", null);
        }
    }

    [Theory]
    [InlineData("ClaudeCode", "agents.claude_code")]
    [InlineData("Codex", "agents.codex")]
    [InlineData("GeminiCLI", "agents.gemini_cli")]
    [InlineData("VSCodeChat", "agents.vs_code_chat")]
    public void An_agent_has_its_section(string agent, string section) => ConfigSchema.SectionOf(agent).ShouldBe(section);
}

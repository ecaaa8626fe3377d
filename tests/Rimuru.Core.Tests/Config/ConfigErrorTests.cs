using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Config;

public sealed class ConfigErrorTests : IDisposable
{
    private const string AllVariables = "Get-RimuruConfiguration lists all.";

    private readonly ConfigSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData(
        "databse:\n  url: x",
        "[E4001] {yaml}:1: databse is not a key of Rimuru. Did you mean 'database'? Allowed at the top: database, agents, sync, sharing, display, hooks, metrics, skills, logging."
    )]
    [InlineData(
        "database:\n  ulr: x",
        "[E4001] {yaml}:2: database.ulr is not a key of Rimuru. Did you mean 'database.url'? Allowed in database: url, password, max_connections, retention_days."
    )]
    [InlineData(
        "agents:\n  claude:\n    enabled: true",
        "[E4001] {yaml}:2: agents.claude is not a key of Rimuru. Did you mean 'agents.claude_code'? Allowed in agents: claude_code, codex."
    )]
    [InlineData(
        "agents:\n  codex:\n    path: /x",
        "[E4001] {yaml}:3: agents.codex.path is not a key of Rimuru. Did you mean 'agents.codex.paths'? Allowed in agents.codex: enabled, config_path, paths."
    )]
    [InlineData(
        "max_connections: 3",
        "[E4001] {yaml}:1: max_connections is not a key of Rimuru. Did you mean 'database.max_connections'? Allowed at the top: database, agents, sync, sharing, display, hooks, metrics, skills, logging."
    )]
    [InlineData(
        "sync:\n  intervalHours: 3",
        "[E4001] {yaml}:2: sync.intervalHours is not a key of Rimuru. Did you mean 'sync.interval_hours'? Allowed in sync: enabled, interval_hours, background, conflict, providers, anthropic, openai, google, openrouter, litellm."
    )]
    [InlineData(
        "Sync:\n  enabled: true",
        "[E4001] {yaml}:1: Sync is not a key of Rimuru. Did you mean 'sync'? Allowed at the top: database, agents, sync, sharing, display, hooks, metrics, skills, logging."
    )]
    [InlineData(
        "zzz: 3",
        "[E4001] {yaml}:1: zzz is not a key of Rimuru. Allowed at the top: database, agents, sync, sharing, display, hooks, metrics, skills, logging."
    )]
    public void Unknown_key_in_yaml(string yaml, string message) => sandbox.WithYaml(yaml).Fails(message);

    [Theory]
    [InlineData(
        "database:\n  max_connections: ten",
        "[E4002] {yaml}:2: database.max_connections is 'ten', but must be a whole number from 1 to 1000."
    )]
    [InlineData(
        "database:\n  max_connections: 0",
        "[E4002] {yaml}:2: database.max_connections is '0', but must be a whole number from 1 to 1000."
    )]
    [InlineData(
        "database:\n  max_connections: 1001",
        "[E4002] {yaml}:2: database.max_connections is '1001', but must be a whole number from 1 to 1000."
    )]
    [InlineData(
        "database:\n  max_connections: 010",
        "[E4002] {yaml}:2: database.max_connections is '010', but must be a whole number from 1 to 1000."
    )]
    [InlineData(
        "database:\n  max_connections: 99999999999",
        "[E4002] {yaml}:2: database.max_connections is '99999999999', but must be a whole number from 1 to 1000."
    )]
    [InlineData(
        "database:\n  max_connections: [1]",
        "[E4002] {yaml}:2: database.max_connections is a list, but must be a whole number from 1 to 1000."
    )]
    [InlineData("database:\n  url:", "[E4002] {yaml}:2: database.url has no value, but must be one line of text.")]
    [InlineData("database:\n  url: ''", "[E4002] {yaml}:2: database.url has no value, but must be one line of text.")]
    [InlineData("database:\n  url: |\n    a\n    b\n", "[E4002] {yaml}:2: database.url is 'a\\nb\\n', but must be one line of text.")]
    [InlineData("database:\n  url: { a: b }", "[E4002] {yaml}:2: database.url is a section, but must be one line of text.")]
    [InlineData(
        "database: postgres://x",
        "[E4002] {yaml}:1: database is a single value, but must be a section of url, password, max_connections, retention_days."
    )]
    [InlineData("agents: [codex]", "[E4002] {yaml}:1: agents is a list, but must be a section of claude_code, codex.")]
    [InlineData(
        "agents:\n  codex:\n    config_path: data/codex",
        "[E4002] {yaml}:3: agents.codex.config_path is 'data/codex', but must be an absolute path or one that starts with ~/."
    )]
    [InlineData(
        "agents:\n  codex:\n    config_path: ~",
        "[E4002] {yaml}:3: agents.codex.config_path has no value, but must be an absolute path or one that starts with ~/."
    )]
    [InlineData("sync:\n  enabled: yes", "[E4002] {yaml}:2: sync.enabled is 'yes', but must be true or false.")]
    [InlineData(
        "sync:\n  interval_hours: 8761",
        "[E4002] {yaml}:2: sync.interval_hours is '8761', but must be a whole number from 1 to 8760."
    )]
    [InlineData(
        "sync:\n  conflict: newest",
        "[E4002] {yaml}:2: sync.conflict is 'newest', but must be one of official_first, most_recent, lowest_price, highest_context_window."
    )]
    [InlineData(
        "sync:\n  openai:\n    base_url: ftp://host/",
        "[E4002] {yaml}:3: sync.openai.base_url is 'ftp://host/', but must be an http or https URL without user, query or fragment."
    )]
    [InlineData(
        "sync:\n  openai:\n    base_url: https://u:p@host/",
        "[E4002] {yaml}:3: sync.openai.base_url is 'https://u:***@host/', but must be an http or https URL without user, query or fragment."
    )]
    [InlineData(
        "sync:\n  openai:\n    base_url: https://host/?key=1",
        "[E4002] {yaml}:3: sync.openai.base_url is 'https://host/?***', but must be an http or https URL without user, query or fragment."
    )]
    [InlineData(
        "sync:\n  providers: openai",
        "[E4002] {yaml}:2: sync.providers is a single value, but must be a list of anthropic, openai, google, openrouter, litellm."
    )]
    [InlineData(
        "sync:\n  providers: []",
        "[E4002] {yaml}:2: sync.providers is an empty list, but must be a list of anthropic, openai, google, openrouter, litellm."
    )]
    [InlineData(
        "sync:\n  providers:\n    - openai\n    - antropic",
        "[E4002] {yaml}:4: sync.providers names 'antropic', but must be a list of anthropic, openai, google, openrouter, litellm. Did you mean 'anthropic'?"
    )]
    [InlineData(
        "sync:\n  providers: [openai, openai]",
        "[E4002] {yaml}:2: sync.providers names 'openai' twice, but must be a list of anthropic, openai, google, openrouter, litellm."
    )]
    [InlineData(
        "sync:\n  providers:\n    - openai\n    - [google]",
        "[E4002] {yaml}:4: sync.providers holds a list, but must be a list of anthropic, openai, google, openrouter, litellm."
    )]
    [InlineData(
        "sync:\n  providers:\n    - openai\n    -",
        "[E4002] {yaml}:2: sync.providers has an empty entry, but must be a list of anthropic, openai, google, openrouter, litellm."
    )]
    public void Wrong_value_in_yaml(string yaml, string message) => sandbox.WithYaml(yaml).Fails(message);

    [Theory]
    [InlineData("- a", "[E4003] {yaml}:1: expected sections such as 'database:'.")]
    [InlineData("just text", "[E4003] {yaml}:1: expected sections such as 'database:'.")]
    [InlineData("sync:\n  enabled: true\n---\nsync:\n  enabled: false", "[E4003] {yaml}:3: expected one document, found a second.")]
    [InlineData("sync:\n  enabled: !!str true", "[E4003] {yaml}:2: tags such as !!str have no meaning here.")]
    [InlineData(
        "database:\n  url: &a x\n  max_connections: *a",
        "[E4003] {yaml}:3: database.max_connections is an alias; write the value itself."
    )]
    [InlineData("sync:\n  enabled: *nobody", "[E4003] {yaml}:2: sync.enabled is an alias; write the value itself.")]
    [InlineData("? [a]\n: b", "[E4003] {yaml}:1: expected a key.")]
    [InlineData("sync:\n  enabled: true\n  enabled: false", "[E4005] {yaml}:3: sync.enabled is set a second time; the first is {yaml}:2.")]
    [InlineData(
        "sync:\n  enabled: true\nsync:\n  interval_hours: 3",
        "[E4005] {yaml}:3: sync is set a second time; the first is {yaml}:1."
    )]
    [InlineData(
        "sync.enabled: true\nsync:\n  enabled: true",
        "[E4005] {yaml}:3: sync.enabled is set a second time; the first is {yaml}:1."
    )]
    public void Malformed_yaml(string yaml, string message) => sandbox.WithYaml(yaml).Fails(message);

    /// <summary>For some malformed texts the parser throws what is no error of its own kind.</summary>
    [Fact]
    public void Any_other_yaml_is_read_or_refused_with_a_code()
    {
        const string Whole = "sync:\n  enabled: true\n  providers: [anthropic, 'openai']\nagents: { codex: { enabled: false } }\n";
        Random random = new(16);
        sandbox.WithYaml(Whole).Load();
        for (int i = 0; i < 1500; i++)
        {
            char[] text = Whole.ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
                text[random.Next(text.Length)] = "\n\t :-[]{}&*!|>'\"%@`0a#,\0é"[random.Next(23)];
            try
            {
                sandbox.WithYaml(new string(text)).Load();
            }
            catch (RimuruException e)
            {
                e.Code.ShouldStartWith("E400");
            }
        }
    }

    [Theory]
    [InlineData("sync:\n  providers: [openai\n", 3)]
    [InlineData("sync:\n\tenabled: true\n", 2)]
    [InlineData("database:\n  url: 'postgres\n", 2)]
    public void Broken_yaml_names_the_line(string yaml, int line)
    {
        RimuruException error = Should.Throw<RimuruException>(() => sandbox.WithYaml(yaml).Load());
        error.Code.ShouldBe("E4003");
        error.Context.ShouldBe($"{sandbox.Yaml}:{line}");
        error.Message.ShouldStartWith($"[E4003] {sandbox.Yaml}:{line}: the file is not valid YAML: ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n...\n")]
    [InlineData("sync:\n  # enabled: false\nagents:\n  codex:\n")]
    public void Yaml_that_sets_nothing_is_fine(string yaml) =>
        sandbox.WithYaml(yaml).Load().Settings.ShouldAllBe(entry => entry.Origin == "default");

    [Theory]
    [InlineData(
        "RIMURU__DATABSE__URL=x",
        "[E4001] {env}:1: RIMURU__DATABSE__URL is not a variable of Rimuru. Did you mean 'RIMURU__DATABASE__URL'? " + AllVariables
    )]
    [InlineData(
        "\n\nDATABASE_URL=x",
        "[E4001] {env}:3: DATABASE_URL is not a variable of Rimuru. Did you mean 'RIMURU__DATABASE__URL'? " + AllVariables
    )]
    [InlineData("OPENAI_API_KEY=sk-1", "[E4001] {env}:1: OPENAI_API_KEY is not a variable of Rimuru. " + AllVariables)]
    [InlineData("RIMURU_HOME=/x", "[E4001] {env}:1: RIMURU_HOME decides where this file is, so it can be set only in the environment.")]
    [InlineData("# c\nRIMURU__SYNC__ENABLED=on", "[E4002] {env}:2: sync.enabled is 'on', but must be true or false.")]
    [InlineData("RIMURU_DATABASE_URL=", "[E4002] {env}:1: database.url has no value, but must be one line of text.")]
    [InlineData("RIMURU_DATABASE_URL= # none", "[E4002] {env}:1: database.url has no value, but must be one line of text.")]
    [InlineData(
        "RIMURU__SYNC__PROVIDERS=openai,,google",
        "[E4002] {env}:1: sync.providers has an empty entry, but must be a list of anthropic, openai, google, openrouter, litellm."
    )]
    [InlineData("postgres://u:secret@db/x?a=b", "[E4003] {env}:1: expected NAME=value.")]
    [InlineData("RIMURU_DATABASE_URL", "[E4003] {env}:1: expected NAME=value.")]
    [InlineData("=x", "[E4003] {env}:1: expected NAME=value.")]
    [InlineData("1X=x", "[E4003] {env}:1: expected NAME=value.")]
    [InlineData("RIMURU_DATABASE_URL='secret", "[E4003] {env}:1: RIMURU_DATABASE_URL has no closing quote.")]
    [InlineData("RIMURU_DATABASE_URL=\"secret", "[E4003] {env}:1: RIMURU_DATABASE_URL has no closing quote.")]
    [InlineData("RIMURU_DATABASE_URL=\"secret\\", "[E4003] {env}:1: RIMURU_DATABASE_URL has no closing quote.")]
    [InlineData("RIMURU_DATABASE_URL='a' secret", "[E4003] {env}:1: RIMURU_DATABASE_URL has text after its closing quote.")]
    [InlineData(
        "RIMURU_DATABASE_URL=\"a\\q\"",
        "[E4003] {env}:1: RIMURU_DATABASE_URL has an escape that is not one of \\\\ \\\" \\$ \\` \\n \\r \\t; in single quotes nothing is escaped."
    )]
    [InlineData(
        "RIMURU_DATABASE_URL=a\nRIMURU__DATABASE__URL=a",
        "[E4005] {env}:2: database.url is set a second time; the first is {env}:1."
    )]
    public void Wrong_dotenv(string text, string message) => sandbox.WithDotEnv(text).Fails(message);

    [Theory]
    [InlineData("RIMURU_DATABASE_URL=a b#c # comment", "a b#c")]
    [InlineData("RIMURU_DATABASE_URL=#c", "#c")]
    [InlineData("  export\tRIMURU_DATABASE_URL = a  ", "a")]
    [InlineData("rimuru_database_url=a\r\n", "a")]
    [InlineData("RIMURU_DATABASE_URL='a\\n$b#\"c' # comment", "a\\n$b#\"c")]
    [InlineData("RIMURU_DATABASE_URL=\"a\\\\b\\\"c\\$d'e # f\"", "a\\b\"c$d'e # f")]
    [InlineData("RIMURU_DATABASE_URL=$HOME/${X}/`y`/C:\\new", "$HOME/${X}/`y`/C:\\new")]
    [InlineData("\uFEFFRIMURU_DATABASE_URL=ü", "ü")]
    public void Dotenv_value(string text, string value) => sandbox.WithDotEnv(text).Load().DatabaseUrl.ShouldBe(value);

    [Fact]
    public void Unknown_variable() =>
        sandbox
            .With("RIMURU__SYNC__INTERVALL_HOURS", "3")
            .Fails(
                "[E4001] environment RIMURU__SYNC__INTERVALL_HOURS: RIMURU__SYNC__INTERVALL_HOURS is not a variable of Rimuru. "
                    + "Did you mean 'RIMURU__SYNC__INTERVAL_HOURS'? Allowed: RIMURU__SYNC__ENABLED, RIMURU__SYNC__INTERVAL_HOURS, "
                    + "RIMURU__SYNC__BACKGROUND, RIMURU__SYNC__CONFLICT, RIMURU__SYNC__PROVIDERS, RIMURU__SYNC__ANTHROPIC__BASE_URL, RIMURU__SYNC__OPENAI__BASE_URL, RIMURU__SYNC__GOOGLE__BASE_URL, RIMURU__SYNC__OPENROUTER__BASE_URL, RIMURU__SYNC__LITELLM__BASE_URL."
            );

    [Theory]
    [InlineData("RIMURU__DATABASE_URL", "RIMURU__DATABASE__URL")]
    [InlineData("RIMURU__DATABASE__MAX__CONNECTIONS", "RIMURU__DATABASE__MAX_CONNECTIONS")]
    [InlineData("RIMURU__AGENTS__CLAUDE__ENABLED", "RIMURU__AGENTS__CLAUDE_CODE__ENABLED")]
    [InlineData("RIMURU__AGENT__CODEX__ENABLED", "RIMURU__AGENTS__CODEX__ENABLED")]
    [InlineData("RIMURU__PROVIDERS", "RIMURU__SYNC__PROVIDERS")]
    public void Near_misses_of_variables_are_explained(string variable, string meant) =>
        Should.Throw<RimuruException>(() => sandbox.With(variable, "").Load()).Message.ShouldContain($"Did you mean '{meant}'?");

    [Fact]
    public void Wrong_value_in_the_environment() =>
        sandbox
            .With("RIMURU__SYNC__ENABLED", "1")
            .Fails("[E4002] environment RIMURU__SYNC__ENABLED: sync.enabled is '1', but must be true or false.");

    [Fact]
    public void Variables_in_any_case_are_the_same_variable() =>
        sandbox
            .With("RIMURU__SYNC__ENABLED", "true")
            .With("Rimuru__Sync__Enabled", "true")
            .Fails(
                "[E4005] environment Rimuru__Sync__Enabled: sync.enabled is set a second time; the first is environment RIMURU__SYNC__ENABLED."
            );

    [Fact]
    public void Both_names_of_the_database_at_once() =>
        sandbox
            .With("RIMURU__DATABASE__URL", "a")
            .With("RIMURU_DATABASE_URL", "b")
            .Fails(
                "[E4005] environment RIMURU_DATABASE_URL: database.url is set a second time; the first is environment RIMURU__DATABASE__URL."
            );

    [Fact]
    public void Wrong_parameter() =>
        sandbox.Fails(
            "[E4002] parameter -Database: database.url has no value, but must be one line of text.",
            new ConfigOverride("database.url", " ", "-Database")
        );

    [Fact]
    public void A_wrong_source_is_an_error_even_where_it_is_overridden() =>
        sandbox
            .WithYaml("sync: { enabled: maybe }")
            .With("RIMURU__SYNC__ENABLED", "true")
            .Fails("[E4002] {yaml}:1: sync.enabled is 'maybe', but must be true or false.");

    [Fact]
    public void A_password_in_the_wrong_place_is_not_shown() =>
        sandbox
            .With("RIMURU__DATABASE__MAX_CONNECTIONS", "postgres://u:secret@db/x")
            .Fails(
                "[E4002] environment RIMURU__DATABASE__MAX_CONNECTIONS: database.max_connections is 'postgres://u:***@db/x', but must be a whole number from 1 to 1000."
            );

    [Fact]
    public void A_long_value_is_cut() =>
        sandbox
            .With("RIMURU__SYNC__ENABLED", new string('x', 500))
            .Fails($"[E4002] environment RIMURU__SYNC__ENABLED: sync.enabled is '{new string('x', 80)}…', but must be true or false.");

    [Fact]
    public void Text_that_is_not_utf8()
    {
        File.WriteAllBytes(sandbox.DotEnv, [.. "# one\n# two "u8, 0xFF, 0xFE]);
        sandbox.Fails("[E4003] {env}:2: the file is not UTF-8 text.");
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_unreadable()
    {
        Directory.CreateDirectory(sandbox.Yaml);
        RimuruException error = Should.Throw<RimuruException>(() => sandbox.Load());
        error.Code.ShouldBe("E4004");
        error.Message.ShouldStartWith($"[E4004] {sandbox.Yaml}: the configuration file cannot be read. ");
    }

    [Fact]
    public void A_dangling_link_is_unreadable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        File.CreateSymbolicLink(sandbox.DotEnv, Path.Combine(sandbox.Home, "gone"));
        Should.Throw<RimuruException>(() => sandbox.Load()).Code.ShouldBe("E4004");
    }
}

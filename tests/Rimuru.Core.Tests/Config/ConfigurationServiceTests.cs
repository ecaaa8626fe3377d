using Rimuru.Core.Config;
using Rimuru.Core.Tracking;

namespace Rimuru.Core.Tests.Config;

/// <summary>The configuration is shown, changed and checked as a whole.</summary>
public sealed class ConfigurationServiceTests : IDisposable
{
    private static readonly string[] Files = ["local.toml", "local.yaml"];

    private readonly ConfigSandbox sandbox = new();

    private ConfigurationService Service => RimuruEngine.Configuration(sandbox.Host);

    public static TheoryData<string, string> EveryKeyInEachFile()
    {
        TheoryData<string, string> data = [];
        foreach (string file in Files)
        {
            foreach (ConfigKey key in new ConfigSchema(AgentService.Names).Keys)
                data.Add(file, key.Name);
        }
        return data;
    }

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [MemberData(nameof(EveryKeyInEachFile))]
    public void Every_key_is_set_shown_and_removed_again(string file, string name)
    {
        const string Before = "# mine\n";
        string path = Write(file, Before);
        string[] values = ValuesOf(new ConfigSchema(AgentService.Names).Find(name)!);

        Service.Set(name, values, "-Value").ShouldBeEmpty();

        ConfigurationSetting setting = Service.Settings.Single(setting => setting.Name == name);
        ConfigKey.Show(setting.Value).ShouldBe(string.Join(", ", values));
        setting.Origin.ShouldStartWith(path + ":");
        Service.Settings.Count(other => other.Origin != RimuruConfig.FromDefault).ShouldBe(1);
        Service.Check().ShouldAllBe(check => check.Passed);

        Service.Reset(name).ShouldBeEmpty();

        Service.Settings.ShouldAllBe(other => other.Origin == RimuruConfig.FromDefault);
        File.ReadAllText(path).ShouldStartWith(Before);
    }

    [Theory]
    [InlineData("local.toml")]
    [InlineData("local.yaml")]
    public void All_keys_are_set_and_removed_in_any_order(string file)
    {
        Write(file, "");
        ConfigKey[] keys = [.. new ConfigSchema(AgentService.Names).Keys];
        Random random = new(file.Length);
        random.Shuffle(keys);
        foreach (ConfigKey key in keys)
            Service.Set(key.Name, ValuesOf(key), "-Value");
        Service
            .Settings.Select(setting => (setting.Name, ConfigKey.Show(setting.Value)))
            .ShouldBe(keys.Select(key => (key.Name, (string?)string.Join(", ", ValuesOf(key)))), ignoreOrder: true);

        random.Shuffle(keys);
        foreach (ConfigKey key in keys)
        {
            Service.Reset(key.Name);
            Service.Check().ShouldAllBe(check => check.Passed);
        }
        Service.Settings.ShouldAllBe(setting => setting.Origin == RimuruConfig.FromDefault);
    }

    [Fact]
    public void A_text_of_any_characters_is_read_back_from_both_files()
    {
        string[] texts = ["sqlite:/a 'b' \"c\" #d", "sqlite:/ü: {x} [y], z", "sqlite:/back\\slash", "~", "- x", "null", "true", "12"];
        foreach (string file in Files)
        {
            foreach (string text in texts)
            {
                string path = Write(file, "");
                Service.Set("database.url", [text], "-Value");
                RimuruConfig.Load(sandbox.Host, AgentService.Names).DatabaseUrl.ShouldBe(text, path);
                File.Delete(path);
            }
        }
    }

    [Fact]
    public void A_stronger_source_is_named()
    {
        sandbox.With("RIMURU__SYNC__ENABLED", "true");
        string warning = $"{sandbox.Yaml} was changed, but environment RIMURU__SYNC__ENABLED overrides it.";
        Service.Set("sync.enabled", ["false"], "-Value").ShouldBe([warning]);
        Service.Reset("sync.enabled").ShouldBe([warning]);
    }

    [Theory]
    [InlineData("postgres://ada:geheim@db/rimuru", "The password stands as text in ")]
    [InlineData("postgres://ada@db/rimuru?password=geheim", "The password stands as text in ")]
    [InlineData("postgres://ada@db/rimuru", null)]
    [InlineData("sqlite:/ledger.db", null)]
    public void A_password_in_a_url_is_warned_of(string url, string? warning)
    {
        IReadOnlyList<string> warnings = Service.Set("database.url", [url], "-Value");
        warnings.Count.ShouldBe(warning is null ? 0 : 1);
        warnings.ShouldAllBe(text => text.StartsWith(warning!, StringComparison.Ordinal) && !text.Contains("geheim"));
    }

    [Theory]
    [InlineData("postgres://ada@db/rimuru", 1)]
    [InlineData("sqlite:/ledger.db", 0)]
    public void Sharing_less_with_a_server_is_said_to_need_a_clean_up(string url, int warnings)
    {
        Service.Set("database.url", [url], "-Value");
        foreach (string key in (string[])["sharing.titles", "sharing.paths", "sharing.users"])
            Service.Set(key, ["none"], "-Value").Count.ShouldBe(warnings, key);
    }

    [Theory]
    [InlineData("sync.enable", "true", "E4001", "Did you mean 'sync.enabled'?")]
    [InlineData("sync", "true", "E4001", "sync is not a key of Rimuru.")]
    [InlineData("sync.enabled", "yes", "E4002", "must be true or false")]
    [InlineData("sync.interval_hours", "0", "E4002", "a whole number from 1 to 8760")]
    [InlineData("sync.interval_hours", "1,2", "E4002", "is '1,2'")]
    [InlineData("sync.providers", "opena", "E4002", "Did you mean 'openai'?")]
    [InlineData("agents.codex.paths", "relative", "E4002", "absolute paths")]
    public void A_wrong_key_or_value_writes_nothing(string name, string value, string code, string text)
    {
        RimuruException error = Should.Throw<RimuruException>(() => Service.Set(name, [value], "-Value"));
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(text);
        Directory.EnumerateFiles(sandbox.Folder).ShouldBeEmpty();
    }

    [Fact]
    public void Several_values_for_one_are_wrong() =>
        Should.Throw<RimuruException>(() => Service.Set("sync.enabled", ["true", "false"], "-Value")).Message.ShouldContain("has 2 values");

    [Theory]
    [InlineData(
        "local.toml",
        "[sync]\nenabled = 1\nnosuch = 2\ninterval_hours = 12\n[nosuch]\nx = 1\n[agents]\ncodex.paths = ['/a', 'b']\n",
        "2 3 5 8"
    )]
    [InlineData(
        "local.yaml",
        "sync:\n  enabled: 1\n  nosuch: { a: [1, 2], b: 3 }\n  interval_hours: 12\nnosuch:\n  x:\n    - y\nagents:\n  codex:\n    paths: [/a, b]\n",
        "2 3 5 10"
    )]
    public void All_errors_of_a_file_are_found_with_their_lines(string file, string text, string lines)
    {
        string path = Write(file, text);
        ConfigurationCheck[] failed = [.. Service.Check().Where(check => !check.Passed)];
        failed.Select(check => check.Source).Distinct().ShouldBe(lines.Split(' ').Select(line => $"{path}:{line}"));
        failed.ShouldAllBe(check => check.Advice != null && !check.Detail.Contains(path));
    }

    [Fact]
    public void All_errors_of_all_sources_are_found()
    {
        sandbox.With("RIMURU__NOSUCH", "1").With("RIMURU__SYNC__ENABLED", "yes");
        sandbox.WithDotEnv("RIMURU__SYNC__ENABLED=maybe\nnonsense\nRIMURU__SYNC__BACKGROUND=true\n");
        sandbox.WithYaml("sync: { conflict: none }\n");
        Service
            .Check()
            .Where(check => !check.Passed)
            .Select(check => check.Source)
            .ShouldBe(
                [
                    "environment RIMURU__NOSUCH",
                    "environment RIMURU__SYNC__ENABLED",
                    $"{sandbox.DotEnv}:1",
                    $"{sandbox.DotEnv}:2",
                    $"{sandbox.Yaml}:1",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Two_settings_files_are_a_failed_check()
    {
        Write("local.toml", "");
        Write("local.yaml", "");
        Service.Check().Count(check => !check.Passed).ShouldBe(1);
    }

    [Fact]
    public void A_password_that_others_may_read_is_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        Service.Set("database.url", ["postgres://ada:geheim@db/rimuru"], "-Value");
        string path = sandbox.Yaml;
        Service.Check().ShouldAllBe(check => check.Status == CheckStatus.Passed);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        ConfigurationCheck warning = Service.Check().Single(check => check.Status == CheckStatus.Warning);
        warning.ToString().ShouldNotContain("geheim");
        warning.Detail.ShouldNotContain("geheim");
        Service.Settings.Single(setting => setting.Name == "database.url").Value.ShouldBe("postgres://ada:***@db/rimuru");
    }

    [Theory]
    [InlineData("postgres://ada:geheim@db/rimuru", CheckStatus.Failed, "postgres://ada:***@db/rimuru has a password itself")]
    [InlineData("postgres://ada@db/rimuru?password=geheim", CheckStatus.Failed, "has a password itself")]
    [InlineData("sqlite:/srv/ledger.db", CheckStatus.Warning, "has no effect, because database.url names no server")]
    [InlineData("", CheckStatus.Warning, "has no effect, because database.url names no server")]
    [InlineData("postgres://ada@db/rimuru", CheckStatus.Passed, "")]
    public void A_password_of_its_own_fits_the_database_url(string url, CheckStatus status, string detail)
    {
        sandbox.With("RIMURU__DATABASE__PASSWORD", "secret:team-db");
        if (url.Length > 0)
            Service.Set("database.url", [url], "-Value");

        ConfigurationCheck[] found = [.. Service.Check().Where(check => check.Status != CheckStatus.Passed)];

        found.Length.ShouldBe(status == CheckStatus.Passed ? 0 : 1);
        foreach (ConfigurationCheck check in found)
        {
            check.Source.ShouldBe("environment RIMURU__DATABASE__PASSWORD");
            check.Status.ShouldBe(status);
            check.Detail.ShouldContain(detail);
            check.Detail.ShouldNotContain("geheim");
            check.Advice.ShouldNotBeNull();
        }
    }

    [Fact]
    public void A_database_url_that_no_store_takes_is_a_failed_check()
    {
        sandbox.WithYaml("database:\n  url: mysql://ada:geheim@db/x\n");
        ConfigurationCheck failed = Service.Check().Single(check => !check.Passed);
        failed.Source.ShouldBe($"{sandbox.Yaml}:2");
        failed.Detail.ShouldContain("is not valid");
        failed.Detail.ShouldNotContain("geheim");
    }

    private static string[] ValuesOf(ConfigKey key) =>
        key.Kind switch
        {
            ConfigKind.Text => ["sqlite:/srv/ledger.db"],
            ConfigKind.Path => ["/srv/it's here"],
            ConfigKind.Switch => [key.Default is true ? "false" : "true"],
            ConfigKind.Paths => ["/srv/a", "~/b c"],
            ConfigKind.Number => ["7"],
            ConfigKind.Choice => [key.Choices[^1]],
            ConfigKind.Url => ["https://mirror.example/x"],
            ConfigKind.Zone => ["Asia/Kolkata"],
            ConfigKind.Currency => ["EUR"],
            ConfigKind.Secret => ["secret:team-db.2"],
            _ => [key.Choices[1], key.Choices[0]],
        };

    private string Write(string file, string text)
    {
        string path = Path.Combine(sandbox.Folder, file);
        File.WriteAllText(path, text);
        return path;
    }
}

using System.Diagnostics;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru config</c>, by the real command.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-cli-config-").FullName;

    private string Yaml => Path.Combine(folder, "local.yaml");

    private Cli Command => new Cli(folder).With("RIMURU_HOME", folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_key_is_set_shown_and_reset()
    {
        CliResult set = Command.Run("config", "set", "sync.providers", "google", "openai");
        set.ExitCode.ShouldBe(0, set.Errors);
        set.Output.ShouldBe($"sync.providers is google, openai in {Yaml}{Environment.NewLine}");
        CliResult shown = Command.Run("config", "sync.prov*", "--json");
        ((string?)shown.Rows.ShouldHaveSingleItem()!["origin"]).ShouldBe($"{Yaml}:2");
        shown.Rows[0]!["value"]!.AsArray().Select(value => (string?)value).ShouldBe(["google", "openai"]);
        Command.Run("config", "get", "sync.prov*", "--json").Output.ShouldBe(shown.Output);
        Command.Run("config", "reset", "sync.providers").ExitCode.ShouldBe(0);
        Command.Run("config", "sync.providers").Output.ShouldContain("default");
    }

    [Fact]
    public void Values_keep_their_type_in_json()
    {
        CliResult shown = Command.Run("config", "sync.enabled", "sync.interval_hours", "database.retention_days", "--json");
        shown.Rows.Select(row => row!["value"]?.ToJsonString()).ShouldBe([null, "true", "24"]);
    }

    [Theory]
    [InlineData("config nosuch", "nosuch is not a key of Rimuru")]
    [InlineData("config set sync.enabld true", "Did you mean 'sync.enabled'?")]
    [InlineData("config set sync.enabled perhaps", "must be true or false")]
    [InlineData("config reset sync", "sync is not a key of Rimuru")]
    public void A_wrong_key_or_value_is_named_and_nothing_is_written(string line, string message)
    {
        CliResult result = Command.Run(line.Split(' '));
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain(message);
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Test_names_every_error_and_fails()
    {
        Command.Run("config", "test").ExitCode.ShouldBe(0);
        File.WriteAllText(Yaml, "sync:\n  enabled: 1\n  nosuch: 2\n");
        CliResult result = Command.Run("config", "test");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain($"{Yaml}:2: ");
        result.Output.ShouldContain($"{Yaml}:3: ");
    }

    [Fact]
    public void A_password_is_read_from_standard_input_and_never_shown()
    {
        const string Secret = "postgres://ada:geheim@db/rimuru";
        using Process process = Command.Start("config", "set", "database.url", "-");
        process.StandardInput.WriteLine(Secret);
        process.StandardInput.Close();
        CliResult set = Cli.Finish(process);
        set.ExitCode.ShouldBe(0, set.Errors);
        File.ReadAllText(Yaml).ShouldContain(Secret);
        CliResult shown = Command.Run("config");
        (set.Output + set.Errors + shown.Output + shown.Errors).ShouldNotContain("geheim");
        shown.Output.ShouldContain("postgres://ada:***@db/rimuru");
    }
}

using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Cli.Tests;

/// <summary><c>--quiet</c>: the exit code alone is the answer of a test.</summary>
public sealed class QuietTests
{
    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public void All_is_well(TestStore store)
    {
        TestStores.Require(store);
        using TestHome home = new(store);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        Cli cli = new Cli(home.Folder).With("RIMURU_DATABASE_URL", home.Database);
        cli.Run("sync").ExitCode.ShouldBe(0);
        foreach (string line in (string[])["store test", "agents --test", "config test"])
        {
            cli.Run(line.Split(' ')).Output.ShouldNotBeEmpty();
            cli.Run([.. line.Split(' '), "--quiet"]).ShouldBe(new CliResult(0, "", ""), line);
            cli.Run([.. line.Split(' '), "--quiet", "--json"]).ShouldBe(new CliResult(0, "", ""), line);
        }
    }

    [Theory]
    [InlineData("store test --database notes.db")]
    [InlineData("store test --database postgres://u@127.0.0.1:1/d")]
    [InlineData("store test --database mysql://u@h/d")]
    [InlineData("store test --home /nowhere/at/all")]
    [InlineData("agents --test --agent Codx")]
    [InlineData("config test")]
    [InlineData("store test", true)]
    [InlineData("agents --test", true)]
    public void What_is_wrong_is_only_an_exit_code(string line, bool isConfigurationWrong = false)
    {
        using TestHome home = new();
        home.Write("notes.db", new string('x', 5000));
        Cli cli = new(home.Folder);
        if (isConfigurationWrong || line == "config test")
            cli.With("RIMURU__SYNC__ENABLED", "perhaps");
        string[] words = [.. line.Split(' ').Select(word => word == "notes.db" ? home.In(word) : word)];
        CliResult told = cli.Run(words);
        told.ExitCode.ShouldNotBe(0);
        (told.Output + told.Errors).ShouldNotBeEmpty();
        cli.Run([.. words, "--quiet"]).ShouldBe(new CliResult(1, "", ""));
    }
}

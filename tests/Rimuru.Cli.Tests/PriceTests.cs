using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru price</c> with what the command itself prints, and with keys that it does not know.</summary>
public sealed class PriceTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public PriceTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(usage: """ "input_tokens":1000,"output_tokens":200 """));
    }

    public void Dispose() => home.Dispose();

    [Fact]
    public void What_usage_prints_is_priced_from_standard_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash for a pipe: --file - is NOT tested.");
        decimal cost = (decimal)cli.Run("usage", "--json").Rows.Single()!["cost"]!;
        CliResult result = cli.Shell("$RIMURU usage --json | $RIMURU price --file - --json");
        result.ExitCode.ShouldBe(0, result.Errors);
        cost.ShouldBeGreaterThan(0);
        ((decimal)result.Rows.Single()!["cost"]!).ShouldBe(cost);
    }

    [Fact]
    public void An_unknown_key_is_an_error_that_names_it()
    {
        home.Write("usage.json", """[{"model":"gpt-5","date":"2026-01-01","usage":{"inputTokns":1}}]""");
        CliResult result = cli.Run("price", "--file", home.In("usage.json"));
        (result.ExitCode, result.Output).ShouldBe((1, ""));
        result.Errors.ShouldContain("item 0: the key usage.inputTokns is unknown. Did you mean 'inputTokens'?");
    }

    [Fact]
    public void A_malformed_standard_input_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash for a pipe: --file - is NOT tested.");
        CliResult result = cli.Shell("echo '{' | $RIMURU price --file -");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("standard input: not valid JSON");
    }
}

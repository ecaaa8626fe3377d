using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Models;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru models</c> and <c>rimuru models sync</c> against a source on the loopback interface.</summary>
public sealed class ModelsTests : IDisposable
{
    private const string Prices = """{"acme-7":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":2e-06,"output_cost_per_token":1e-05}}""";

    private readonly TestHome home = new();
    private readonly LoopbackServer server = new();
    private readonly Cli cli;

    public ModelsTests()
    {
        cli = new Cli(home.Folder).With("RIMURU__SYNC__LITELLM__BASE_URL", server.Url);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(usage: """ "input_tokens":1000000,"output_tokens":0 """, model: "acme-7"));
    }

    public void Dispose()
    {
        server.Dispose();
        home.Dispose();
    }

    [Fact]
    public void A_sync_prices_what_had_no_price_and_a_preview_only_shows_it()
    {
        server.Answer(200, Prices).Answer(200, Prices);
        cli.Run("cost", "--by", "model", "--json").Rows.Single()!["cost"].ShouldBeNull();
        JsonNode unpriced = cli.Run("models", "--unpriced", "--json").Rows.Single()!;
        ((string)unpriced["model"]!, (long)unpriced["requests"]!).ShouldBe(("acme-7", 1));

        CliResult preview = cli.Run("models", "sync", "--provider", "litellm", "--what-if");
        preview.ExitCode.ShouldBe(0, preview.Errors);
        preview.Output.ShouldContain("Its price is known now (anthropic/acme-7, LiteLLM of ");
        cli.Run("cost", "--by", "model", "--json").Rows.Single()!["cost"].ShouldBeNull();

        JsonNode synced = cli.Run("models", "sync", "--provider", "litellm", "--json").Rows.Single()!;
        ((string)synced["status"]!, (long)synced["added"]!).ShouldBe(("Updated", 1));
        ((decimal)cli.Run("cost", "--by", "model", "--json").Rows.Single()!["cost"]!).ShouldBe(2m);
        ((decimal)cli.Run("models", "--model", "acme-7", "--json").Rows.Single()!["inputPrice"]!).ShouldBe(2m);
    }

    [Fact]
    public void A_source_that_fails_is_told_and_ends_with_1()
    {
        server.Answer(404);
        CliResult result = cli.Run("models", "sync", "--provider", "litellm");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldStartWith("rimuru: [E5001] LiteLLM at http://127.0.0.1:");
        result.Output.ShouldContain("Failed");
    }

    [Fact]
    public void Costs_of_the_agents_own_are_shown_where_asked_for()
    {
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("r", extra: "\"costUSD\":0.25,"));
        ((decimal)cli.Run("cost", "--by", "agent", "--cost-source", "reported", "--json").Rows.Single()!["cost"]!).ShouldBe(0.25m);
        ((string)cli.Run("usage", "--cost-source", "auto", "--json").Rows.Single()!["costStatus"]!).ShouldBe("Reported");
        ((decimal)cli.Run("sessions", "--cost-source", "Reported", "--json").Rows.Single()!["cost"]!).ShouldBe(0.25m);
    }
}

using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.ModelCatalog;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru models</c> and <c>rimuru models sync</c> against a source on the loopback interface.</summary>
public sealed class ModelsTests : IDisposable
{
    private const string Prices =
        """{"acme-7":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":2e-06,"output_cost_per_token":1e-05}}""";

    private readonly TestHome home = new();
    private readonly LoopbackServer server = new();
    private readonly Cli cli;

    public ModelsTests()
    {
        cli = new Cli(home.Folder).With("RIMURU__SYNC__LITELLM__BASE_URL", server.Url);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant(usage: """ "input_tokens":1000000,"output_tokens":0 """, model: "acme-7")
        );
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
        preview.Output.ShouldContain("Its price is now known (anthropic/acme-7, LiteLLM of ");
        cli.Run("cost", "--by", "model", "--json").Rows.Single()!["cost"].ShouldBeNull();

        JsonNode report = JsonNode.Parse(cli.Run("models", "sync", "--provider", "litellm", "--json").Output)!;
        JsonNode synced = report["sources"]!.AsArray().Single()!,
            change = report["changes"]!.AsArray().Single()!;
        ((string)change["model"]!, change["oldCost"], (decimal)change["newCost"]!).ShouldBe(("acme-7", null, 2m));
        ((string)synced["status"]!, (long)synced["added"]!).ShouldBe(("Updated", 1));
        ((decimal)cli.Run("cost", "--by", "model", "--json").Rows.Single()!["cost"]!).ShouldBe(2m);
        ((decimal)cli.Run("models", "--model", "acme-7", "--json").Rows.Single()!["inputPrice"]!).ShouldBe(2m);
    }

    [Fact]
    public void Sellers_are_named_comma_separated_and_a_name_of_none_is_an_error()
    {
        cli.Run("models", "--provider", "anthropic,openai", "--json")
            .Rows.Select(row => (string)row!["provider"]!)
            .Distinct()
            .ShouldBe(["anthropic", "openai"], ignoreOrder: true);
        CliResult model = cli.Run("models", "--model", "gpt-5,no-such-model"),
            provider = cli.Run("models", "--provider", "nobody");
        (model.ExitCode, model.Output, provider.ExitCode, provider.Output).ShouldBe((1, "", 1, ""));
        model.Errors.ShouldStartWith("rimuru: [E5006] No model 'no-such-model'");
        provider.Errors.ShouldStartWith("rimuru: [E5006] No model of a provider 'nobody'");
        cli.Run("models", "--model", "no-such-*", "--json").Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Models_can_be_named_without_an_option()
    {
        string[] Names(params string[] arguments) =>
            [.. cli.Run(["models", .. arguments, "--json"]).Rows.Select(row => (string)row!["model"]!).Distinct()];
        string[] five = Names("gpt-5*");
        five.ShouldContain("gpt-5");
        five.ShouldAllBe(name => name.StartsWith("gpt-5"));
        Names("gpt-5", "claude-opus-4-5").ShouldBe(Names("--model", "gpt-5,claude-opus-4-5"));
        Names("gpt-5,claude-opus-4-5").ShouldBe(Names("gpt-5", "--model", "claude-opus-4-5"));
    }

    [Fact]
    public void Nothing_to_show_is_a_sentence()
    {
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        cli.Run("models", "--unpriced").Output.ShouldBe("Every request in the ledger has a price." + Environment.NewLine);
        cli.Run("models", "--unpriced", "--json").Rows.ShouldBeEmpty();
        cli.Run("duplicates").Output.ShouldBe("The logs contain no duplicates." + Environment.NewLine);
        cli.Run("duplicates", "--json").Rows.ShouldBeEmpty();
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

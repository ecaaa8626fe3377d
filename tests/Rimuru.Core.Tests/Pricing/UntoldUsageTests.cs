using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Pricing;

/// <summary>A request whose log tells no tokens is not free.</summary>
public sealed class UntoldUsageTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Its_cost_is_unknown_and_it_is_named_beside_the_others()
    {
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant("msg_a"),
            ClaudeCodeLines.Assistant("msg_b", """ "input_tokens":0,"output_tokens":0 """, time: "2026-07-01T11:00:00.000Z"),
            ClaudeCodeLines.Assistant("msg_c", model: "nobody-knows-it", time: "2026-07-01T12:00:00.000Z")
        );
        home.Records()
            .Select(record => (record.CostStatus, record.Cost is null))
            .ShouldBe([(CostStatus.Calculated, false), (CostStatus.Unpriced, true), (CostStatus.Unpriced, true)]);
        using RimuruEngine engine = home.Open();
        CostReport report = engine.Reports.Costs(new CostQuery { By = [CostGrouping.Agent] });
        report.Run(CancellationToken.None).ShouldHaveSingleItem().UnpricedRequests.ShouldBe(2);
        report.UnpricedModels.Keys.ShouldBe(["anthropic claude-sonnet-4-5", "nobody-knows-it"], ignoreOrder: true);
        report.UnpricedModels["anthropic claude-sonnet-4-5"].HasNoTokens.ShouldBeTrue();
        report.UnpricedModels["anthropic claude-sonnet-4-5"].Cure.ShouldBeNull();
        report.UnpricedModels["nobody-knows-it"].Cure.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("plain-7.5", "a/b", "plain-7.5 -Provider a/b")]
    [InlineData("my model", "it's", "'my model' -Provider 'it''s'")]
    [InlineData("$(x);\u2019", null, "'$(x);\u2019\u2019'")]
    public void The_line_that_gives_a_price_names_them_as_PowerShell_reads_it(string model, string? provider, string names) =>
        new UnpricedUsage(1, 1) { Model = model, Provider = provider }.Cure.ShouldBe(
            $"Sync-RimuruModel may find a price; Set-RimuruModel {names} -InputPrice USD -OutputPrice USD sets one, in USD per million tokens."
        );
}

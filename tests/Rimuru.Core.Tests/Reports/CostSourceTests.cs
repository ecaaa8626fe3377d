using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store.Rules;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Whose figure a cost is, the same in every report.</summary>
public sealed class CostSourceTests : IDisposable
{
    private readonly TestHome home = new();

    public CostSourceTests()
    {
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant(
                "a",
                """ "input_tokens":1000000,"output_tokens":0 """,
                model: "claude-opus-5",
                extra: "\"costUSD\":0.25,"
            ),
            ClaudeCodeLines.Assistant("b", """ "input_tokens":1000000,"output_tokens":0 """, model: "claude-opus-5"),
            ClaudeCodeLines.Assistant("c", """ "input_tokens":1000000,"output_tokens":0 """, model: "nobody-knows", extra: "\"costUSD\":7,")
        );
        home.Sync();
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(CostSource.Calculated, 10, 1)]
    [InlineData(CostSource.Reported, 7.25, 1)]
    [InlineData(CostSource.Auto, 12.25, 0)]
    public void Every_report_gives_the_same_figure(CostSource source, decimal cost, long unpriced)
    {
        using RimuruEngine engine = home.Open();
        foreach (
            CostGrouping[] by in (CostGrouping[][])
                [
                    [CostGrouping.Agent],
                    [CostGrouping.Session, CostGrouping.Model],
                    [CostGrouping.Day],
                ]
        )
        {
            List<CostRecord> records = [.. engine.Reports.Costs(new CostQuery { By = by, Source = source }).Run(CancellationToken.None)];
            (records.Sum(r => r.Cost ?? 0), records.Sum(r => r.UnpricedRequests)).ShouldBe((cost, unpriced), string.Join(",", by));
        }

        Session session = engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None, source).Single();
        (session.Cost, session.UnpricedRequests).ShouldBe((cost, unpriced));
        List<UsageRecord> usage = [.. engine.Reports.Usage(new ReportFilter(), CancellationToken.None, source)];
        (usage.Sum(r => r.Cost ?? 0), usage.Count(r => r.CostStatus == CostStatus.Unpriced)).ShouldBe((cost, (int)unpriced));
    }

    [Theory]
    [InlineData(CostSource.Auto, 0L, CostStatus.Included, 0L, 0L, CostStatus.Included)]
    [InlineData(CostSource.Auto, 0L, CostStatus.Included, 5L, 5L, CostStatus.Reported)]
    [InlineData(CostSource.Auto, 9L, CostStatus.Calculated, null, 9L, CostStatus.Calculated)]
    [InlineData(CostSource.Reported, 9L, CostStatus.Calculated, null, null, CostStatus.Unpriced)]
    [InlineData(CostSource.Reported, 0L, CostStatus.Included, 0L, 0L, CostStatus.Reported)]
    [InlineData(CostSource.Calculated, null, CostStatus.Unpriced, 5L, null, CostStatus.Unpriced)]
    public void The_rule_of_one_record(
        CostSource source,
        long? calculated,
        CostStatus status,
        long? reported,
        long? cost,
        CostStatus result
    ) => CostChoice.Of(source, Nano(calculated), status, Nano(reported)).ShouldBe((Nano(cost), result));

    private static NanoUsd? Nano(long? value) => value is { } known ? new NanoUsd(known) : null;
}

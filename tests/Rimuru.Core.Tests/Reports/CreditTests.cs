using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Credits beside money: by record, session and sum, and never two units in one.</summary>
public sealed class CreditTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Records_sessions_and_sums_have_the_credits_of_their_agent()
    {
        Kiro();
        UsageRecord[] records = [.. home.Records()];
        records.Select(record => (record.ReportedCredits, record.CreditUnit)).ShouldBe([(0.13m, "Kiro credits"), (0.42m, "Kiro credits")]);
        records.ShouldAllBe(record => record.Cost == null && record.ReportedCost == null && record.TotalTokens == 0);
        Session session = home.Sessions().Single();
        (session.ReportedCredits, session.CreditUnit, session.UnpricedRequests).ShouldBe((0.55m, "Kiro credits", 2));
        Sum([CostGrouping.Day]).ShouldBe([(0.55m, "Kiro credits")]);
    }

    [Fact]
    public void Units_are_never_added()
    {
        Kiro();
        Devin();
        Sum([CostGrouping.Month]).ShouldBe([(null, "Devin ACUs, Kiro credits")]);
        Sum([CostGrouping.Agent]).ShouldBe([(0.03m, "Devin ACUs"), (0.55m, "Kiro credits")], ignoreOrder: true);
    }

    [Fact]
    public void A_step_with_ACUs_and_no_counts_is_of_unknown_tokens()
    {
        Devin();
        UsageRecord record = home.Records().Single(record => record.TotalTokens == 0);
        (record.ReportedCredits, record.CostStatus).ShouldBe((0.01m, CostStatus.Unpriced));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, null)]
    [InlineData(1e9, null)]
    [InlineData(2.5, 2_500_000_000L)]
    public void An_amount_is_plausible_or_none(double amount, long? nano)
    {
        Credits credits = Credits.Of((decimal)amount, "u");
        (credits.Unit is null ? (long?)null : credits.Nano).ShouldBe(nano);
    }

    private List<(decimal? Amount, string? Unit)> Sum(IReadOnlyList<CostGrouping> by)
    {
        using RimuruEngine engine = home.Open();
        return
        [
            .. engine
                .Reports.Costs(new CostQuery { By = by, Zone = TimeZoneInfo.Utc })
                .Run(CancellationToken.None)
                .Select(record => (record.ReportedCredits, record.CreditUnit)),
        ];
    }

    private void Kiro() =>
        home.Write(
                ".kiro/sessions/cli/s1.json",
                """
                {"session_id":"s1","created_at":"2026-07-01T10:00:00Z","session_state":{"conversation_metadata":{"user_turn_metadatas":[
                {"input_token_count":0,"output_token_count":0,"end_timestamp":"2026-07-01T10:02:00Z","metering_usage":[{"value":0.13,"unit":"credit"}]},
                {"end_timestamp":"2026-07-01T10:08:00Z","metering_usage":[{"value":0.3,"unit":"credit"},{"value":0.12,"unit":"credit"},{"value":9,"unit":"token"}]}]}}}
                """
            )
            .Sync();

    private void Devin() =>
        home.Write(
                ".local/share/devin/cli/transcripts/d1.json",
                """
                {"session_id":"d1","agent":{"model_name":"claude-sonnet-4-6"},"steps":[
                {"step_id":1,"source":"agent","metrics":{"prompt_tokens":5,"completion_tokens":3},"metadata":{"created_at":"2026-07-02T08:00:05Z","committed_acu_cost":0.02}},
                {"step_id":2,"source":"agent","metadata":{"created_at":"2026-07-02T08:00:09Z","committed_acu_cost":0.01}}]}
                """
            )
            .Sync();
}

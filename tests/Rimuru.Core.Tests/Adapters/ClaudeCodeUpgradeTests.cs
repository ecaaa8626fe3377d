using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Ledgers of readers that knew less.</summary>
public sealed class ClaudeCodeUpgradeTests : IDisposable
{
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Passes_replace_their_sum_and_an_advisor_loses_the_speed_of_the_response()
    {
        home.Write(
            Log,
            Assistant(
                usage: """ "input_tokens":4,"output_tokens":9,"speed":"fast","iterations":[{"type":"message","input_tokens":1,"output_tokens":5},{"type":"message","input_tokens":3,"output_tokens":4},{"type":"advisor_message","model":"claude-opus-5-5","input_tokens":8,"output_tokens":1}] """
            )
        );
        string[] told = Told();
        told.ShouldBe(["1 5 0 fast", "3 4 1 fast", "8 1 1 "]);
        home.Sql(
            "ledger.db",
            "DELETE FROM usage WHERE requests = 0",
            $"UPDATE usage SET input = 4, output = 9, rank_high = rank_high - {1L << 61} WHERE input = 3",
            $"UPDATE usage SET terms = (SELECT max(terms) FROM usage), rank_high = rank_high - {1L << 61} WHERE input = 8",
            "UPDATE file SET reader_version = 6"
        );
        Told().ShouldBe(told);
    }

    [Fact]
    public void Totals_are_evaluated_again()
    {
        home.Write(
            Log,
            Assistant(model: "claude-opus-5-5"),
            """{"type":"cost-state","sessionId":"one","modelUsage":{"claude-opus-5-5":{"inputTokens":10,"outputTokens":5},"claude-haiku-5-5":{"inputTokens":250000,"outputTokens":5000}}}"""
        );
        string[] told = Told();
        told.ShouldBe(["10 5 1 ", "250000 5000 1 sum"]);
        home.Sql("ledger.db", "UPDATE usage SET terms = 0", "UPDATE file SET reader_version = 6");
        Told().ShouldBe(told);
    }

    [Fact]
    public void A_message_that_was_made_elsewhere_is_retracted()
    {
        home.Write(Log, Assistant(id: "2c3e4f50-aaaa-4bbb-8ccc-0123456789ab"));
        home.Sync().Count.ShouldBe(1);
        home.Write(
            Log,
            Assistant(
                id: "2c3e4f50-aaaa-4bbb-8ccc-0123456789ab",
                model: "claude-export-import",
                usage: """ "input_tokens":0,"output_tokens":0 """
            )
        );
        home.Sql("ledger.db", "UPDATE file SET reader_version = 6");
        home.Sync().ShouldBeEmpty();
    }

    private string[] Told() =>
        [.. home.Sync().Select(r => $"{r.InputTokens} {r.OutputTokens} {r.Requests} {r.ServiceTier}").Order(StringComparer.Ordinal)];
}

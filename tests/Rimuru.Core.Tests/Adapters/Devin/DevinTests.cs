namespace Rimuru.Core.Tests.Adapters.Devin;

/// <summary>What earlier readers recorded of Devin's transcripts.</summary>
public sealed class DevinTests : IDisposable
{
    private const string Folder = ".local/share/devin/cli";

    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_step_whose_writes_counted_twice_is_corrected()
    {
        home.File(
            $"{Folder}/transcripts/s1.json",
            """
            {"session_id":"s1","agent":{"model_name":"Claude Sonnet 4.6"},"steps":[{"step_id":2,"source":"agent","timestamp":"2026-09-11T03:21:00.807570+00:00",
            "metrics":{"prompt_tokens":26828,"completion_tokens":109,"cached_tokens":9317,"extra":{"cache_creation_input_tokens":17508}},"extra":{"generation_model":"claude-sonnet-4-6"}}]}
            """
        );
        home.Sync("Devin");
        home.Sql("../ledger.db", "UPDATE usage SET input = 17511, rank_high = 44445, rank_low = 0", "UPDATE file SET reader_version = 1");
        UsageRecord record = home.Ingest("Devin").ShouldHaveSingleItem();
        (record.InputTokens, record.CacheReadTokens, record.CacheWrite5mTokens, record.OutputTokens).ShouldBe((3, 9317, 17508, 109));
        record.Model.ShouldBe("claude-sonnet-4-6");
    }
}

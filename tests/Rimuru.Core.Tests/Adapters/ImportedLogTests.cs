namespace Rimuru.Core.Tests.Adapters;

/// <summary>Logs of agents that have no place of their own: a user names them.</summary>
public sealed class ImportedLogTests : IDisposable
{
    private const string Aider = """
        {"event": "launched", "properties": {}, "user_id": "c42c4e6b-f054-44d7", "time": 1754000000}
        {"event": "message_send", "properties": {"main_model": "gpt-5.5", "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120, "cost": 0.01, "total_cost": 0.01}, "user_id": "c42c4e6b-f054-44d7", "time": 1754000010}
        {"event": "message_send", "properties": {"main_model": "claude-sonnet-4-6", "prompt_tokens": 30, "completion_tokens": 5, "cost": 0.02, "total_cost": 0.03}, "user_id": "c42c4e6b-f054-44d7", "time": 1754000020}
        no JSON
        {"event": "launched", "properties": {}, "user_id": "c42c4e6b-f054-44d7", "time": 1754000900}
        {"event": "message_send", "properties": {"main_model": "gpt-5.5", "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120, "cost": 0.01, "total_cost": 0.01}, "user_id": "c42c4e6b-f054-44d7", "time": 1754000910}
        """;

    private const string Trajectory = """
        {"task": "fix", "start_time": "2026-06-12T22:05:46.433797", "end_time": "2026-06-12T22:06:15.289121", "provider": "anthropic", "model": "claude-sonnet-4-6", "max_steps": 20,
         "llm_interactions": [
           {"timestamp": "2026-06-12T22:05:47.000485", "provider": "anthropic", "model": "claude-sonnet-4-6", "response": {"usage": {"input_tokens": 7, "output_tokens": 50, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 900, "reasoning_tokens": null}}},
           {"timestamp": "2026-06-12T22:05:57.000485", "provider": "openai", "model": "gpt-5.5", "response": {"usage": {"input_tokens": 1000, "output_tokens": 40, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 900, "reasoning_tokens": 12}}},
           {"timestamp": "2026-06-12T22:05:58.000485", "response": {}}],
         "success": true}
        """;

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Aiders_log_has_a_record_a_message()
    {
        (SyncResult result, List<UsageRecord> records) = Import("aider.jsonl", Aider);
        (result.Agent, result.RecordsAdded, result.MalformedLines).ShouldBe(("Aider", 3, 1));
        records
            .Select(record =>
                (record.Model, record.InputTokens, record.OutputTokens, record.ReportedCost, record.Evidence, record.SessionId)
            )
            .ShouldBe([
                ("gpt-5.5", 100, 20, 0.01m, UsageEvidence.Recorded, "c42c4e6b-1754000000"),
                ("claude-sonnet-4-6", 30, 5, 0.02m, UsageEvidence.Partial, "c42c4e6b-1754000000"),
                ("gpt-5.5", 100, 20, 0.01m, UsageEvidence.Recorded, "c42c4e6b-1754000900"),
            ]);
    }

    [Fact]
    public void A_trajectory_has_a_record_a_call()
    {
        (SyncResult result, List<UsageRecord> records) = Import("trajectory_20260612_220546.json", Trajectory);
        (result.Agent, result.RecordsAdded).ShouldBe(("TraeAgent", 2));
        records
            .Select(record =>
                (
                    record.Model,
                    record.InputTokens,
                    record.CacheReadTokens,
                    record.CacheWrite5mTokens,
                    record.OutputTokens,
                    record.ReasoningTokens
                )
            )
            .ShouldBe([("claude-sonnet-4-6", 7, 900, 10, 50, 0), ("gpt-5.5", 100, 900, 0, 40, 12)]);
        home.Sessions().Single().Status.ShouldBe(SessionStatus.Completed);
    }

    [Theory]
    [InlineData("a.jsonl", Aider)]
    [InlineData("a.json", Trajectory)]
    public void A_copy_that_is_imported_again_changes_nothing(string file, string text)
    {
        List<UsageRecord> once = Import(file, text).Records;
        Import("copy-" + file, text).Records.ShouldBe(once);
    }

    [Fact]
    public void A_log_that_grew_adds_what_is_new()
    {
        Import("aider.jsonl", Aider[..Aider.IndexOf("no JSON", StringComparison.Ordinal)]).Records.Count.ShouldBe(2);
        Import("aider.jsonl", Aider).Records.Count.ShouldBe(3);
    }

    private (SyncResult Result, List<UsageRecord> Records) Import(string file, string text)
    {
        home.Replace(file, System.Text.Encoding.UTF8.GetBytes(text));
        using RimuruEngine engine = home.Open();
        SyncResult result = engine.Ledger.Import(home.In(file), null, CancellationToken.None);
        return (result, home.Records());
    }
}

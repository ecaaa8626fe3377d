using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Thoughts that an agent counts in the total only: its provider's interface has them beside the output.</summary>
public sealed class ThoughtsTests : IDisposable
{
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(200, 0, 13200L, 10000, 3200, 3000)]
    [InlineData(3000, 2500, 25500L, 20000, 5500, 2500)]
    [InlineData(3000, 2500, 23000L, 20000, 3000, 2500)]
    [InlineData(3000, 2500, 100L, 20000, 3000, 2500)]
    [InlineData(300, 2500, null, 20000, 2800, 2500)]
    [InlineData(3000, 2500, null, 20000, 3000, 2500)]
    [InlineData(0, 0, 500L, 0, 0, 0)]
    public void What_a_total_has_beyond_prompt_and_output_is_output(
        long output,
        long reasoning,
        long? total,
        long prompt,
        long whole,
        long thoughts
    ) => new OutputCounts(output, reasoning).Whole(total, prompt).ShouldBe(new OutputCounts(whole, thoughts));

    [Fact]
    public void ForgeCode() =>
        Counts(
            home.Sql(
                ".forge/.forge.db",
                "CREATE TABLE conversations(conversation_id TEXT, title TEXT, context TEXT, created_at TEXT, updated_at TEXT)",
                """INSERT INTO conversations VALUES('c1', 'T', '{"messages":[{"message":{"text":{"role":"Assistant","model":"m"}},"usage":{"prompt_tokens":{"actual":1000},"completion_tokens":{"actual":20},"total_tokens":{"actual":1320},"cached_tokens":{"actual":0}}}]}', '2026-08-01 10:00:00', '2026-08-01 10:05:00')"""
            )
        );

    [Fact]
    public void Mux() =>
        Counts(
            home.Write(
                ".mux/sessions/w1/chat.jsonl",
                """{"id":"a1","role":"assistant","metadata":{"model":"google:m","timestamp":1780000002000,"usage":{"inputTokens":1000,"outputTokens":20,"reasoningTokens":300,"totalTokens":1320}}}"""
            )
        );

    [Fact]
    public void GrokCli() =>
        Counts(
            home.Sql(
                ".grok/grok.db",
                "CREATE TABLE usage_events(id INTEGER PRIMARY KEY, session_id TEXT, source TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, created_at TEXT)",
                "INSERT INTO usage_events VALUES(1, 's1', 'message', 'm', 1000, 20, 1320, '2026-06-01T10:05:00Z')"
            )
        );

    [Fact]
    public void Continue() =>
        Counts(
            home.Write(
                ".continue/sessions/s1.json",
                """{"sessionId":"s1","history":[{"message":{"role":"assistant","usage":{"model":"m","prompt_tokens":1000,"completion_tokens":20,"total_tokens":1320}}}],"usage":{"promptTokens":1000,"completionTokens":20}}"""
            )
        );

    [Fact]
    public void Goose() =>
        Counts(
            home.Sql(
                ".local/share/goose/sessions/sessions.db",
                "CREATE TABLE sessions(id TEXT, working_dir TEXT, created_at TEXT, updated_at TEXT)",
                "CREATE TABLE usage_ledger(id INTEGER PRIMARY KEY, session_id TEXT, created_timestamp INTEGER, model TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER)",
                "INSERT INTO sessions VALUES('1', '/w', '2026-11-22 08:00:00', '2026-11-22 08:30:00')",
                "INSERT INTO usage_ledger VALUES(1, '1', 1795300000, 'm', 1000, 20, 1320)"
            )
        );

    [Fact]
    public void LettaCode() =>
        Counts(
            home.Write(
                ".letta/sessions.jsonl",
                """{"session_id":"s1","timestamp":1780000002000,"model":"m","usage":{"prompt_tokens":1000,"completion_tokens":20,"total_tokens":1320,"steps":1},"cost":{"type":"hosted"},"exit_reason":"exit"}"""
            )
        );

    [Fact]
    public void CodeBuddy() =>
        Counts(
            home.Write(
                ".codebuddy/projects/p/s1.jsonl",
                """{"id":"a1","timestamp":1785700000000,"providerData":{"messageId":"m1","model":"m","rawUsage":{"prompt_tokens":1000,"completion_tokens":20,"total_tokens":1320}}}"""
            )
        );

    [Fact]
    public void ZCode() =>
        Counts(
            home.Sql(
                ".zcode/cli/db/db.sqlite",
                "CREATE TABLE session(id TEXT, directory TEXT, title TEXT)",
                "CREATE TABLE model_usage(id TEXT, session_id TEXT, model_id TEXT, input_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER, cache_creation_input_tokens INTEGER, cache_read_input_tokens INTEGER, provider_total_tokens INTEGER, started_at INTEGER, completed_at INTEGER)",
                "INSERT INTO model_usage VALUES('r1', 's1', 'm', 1000, 20, 0, 0, 0, 1320, 1780000002000, 1780000003000)"
            )
        );

    [Fact]
    public void OpenHands_has_no_total_but_more_thoughts_than_output() =>
        Counts(
            home.Write(
                ".openhands/conversations/c1/base_state.json",
                """{"id":"c1","stats":{"usage_to_metrics":{"agent":{"token_usages":[{"model":"m","prompt_tokens":1000,"completion_tokens":20,"reasoning_tokens":300,"response_id":"r1"}]}}}}"""
            )
        );

    private static void Counts(LogHome home)
    {
        UsageRecord record = home.Sync().ShouldHaveSingleItem();
        (record.InputTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe((1000, 320, 300));
    }
}

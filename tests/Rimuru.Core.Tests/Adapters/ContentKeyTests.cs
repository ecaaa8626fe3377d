namespace Rimuru.Core.Tests.Adapters;

/// <summary>
/// Requests without an id of their own are known by what their lines tell: the very keys that older ledgers hold for them, or each would
/// count twice.
/// </summary>
public sealed class ContentKeyTests : IDisposable
{
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Qwen_Code_knows_responses_and_messages_without_an_id()
    {
        home.Write(
            ".qwen/projects/-w/chats/s1.jsonl",
            """{"type":"system","subtype":"ui_telemetry","sessionId":"s1","cwd":"/work/web","timestamp":"2026-11-01T10:00:00.000Z","systemPayload":{"uiEvent":{"event.name":"qwen-code.api_response","event.timestamp":"2026-11-01T10:00:00.000Z","model":"qwen3-max","prompt_id":"p1","auth_type":"openai","input_token_count":100,"output_token_count":20,"cached_content_token_count":60,"thoughts_token_count":5,"tool_token_count":0,"total_token_count":120}}}""",
            """{"type":"assistant","sessionId":"s1","cwd":"/work/web","timestamp":"2026-11-01T10:05:00.000Z","model":"qwen3-max","message":{"parts":[]},"usageMetadata":{"promptTokenCount":200,"candidatesTokenCount":30,"cachedContentTokenCount":10,"thoughtsTokenCount":0,"totalTokenCount":230}}"""
        );
        home.Sync()
            .Select(record => record.Id)
            .ShouldBe(["bdb6b43340ff090fb7f6042520fbd8fa", "a837ac0fbdbdec7aec5240a4efbcf4d7"], ignoreOrder: true);
    }

    /// <summary>Its cached parts are more than the input, which older readers cut.</summary>
    [Fact]
    public void Copilot_knows_a_row_of_its_database()
    {
        home.Sql(
            ".copilot/session-store.db",
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, cwd TEXT, created_at TEXT, updated_at TEXT)",
            "INSERT INTO sessions VALUES('s1','/work/web','2026-11-01T10:00:00.000Z','2026-11-01T10:02:00.000Z')",
            """
            CREATE TABLE assistant_usage_events (
                id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER,
                cache_read_tokens INTEGER, cache_write_tokens INTEGER, created_at TEXT)
            """,
            """
            INSERT INTO assistant_usage_events(session_id, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, created_at)
            VALUES ('s1','gpt-5.5',100,7,150,20,'2026-11-01T10:01:00.000Z')
            """
        );
        home.Sync().Select(record => record.Id).ShouldBe(["b9efdb9e80476d3b7c7c627956e433df"]);
    }
}

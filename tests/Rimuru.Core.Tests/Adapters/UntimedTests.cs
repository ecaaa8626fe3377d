namespace Rimuru.Core.Tests.Adapters;

/// <summary>A request that tells no time of its own has the time that its agent's page says, and counts.</summary>
public sealed class UntimedTests : IDisposable
{
    private const string AmpThread = ".local/share/amp/threads/T-1.json";
    private const string DroidSettings = ".factory/sessions/-work-web/d1.settings.json";
    private const string GeminiChat = ".gemini/tmp/web/chats/session-2026-11-01T10-00-aaaa.jsonl";
    private const string PiLog = ".pi/agent/sessions/--work--/2026-11-01T10-00-00-000Z_s1.jsonl";
    private const string CursorData = ".config/Cursor/User/globalStorage/state.vscdb";

    private static readonly DateTime FileTime = new(2026, 11, 1, 18, 0, 0, DateTimeKind.Utc);

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(
        AmpThread,
        "11",
        """{"id":"T-1","created":"2026-11-01T10:00:00Z","messages":[{"role":"user","meta":{"sentAt":"2026-11-01T11:00:00Z"}},{"role":"assistant","usage":{"model":"m","inputTokens":5,"outputTokens":6}}]}"""
    )]
    [InlineData(
        AmpThread,
        "10",
        """{"id":"T-1","created":"2026-11-01T10:00:00Z","messages":[{"role":"assistant","usage":{"model":"m","inputTokens":5,"outputTokens":6}}]}"""
    )]
    [InlineData(
        AmpThread,
        "18",
        """{"id":"T-1","messages":[{"role":"assistant","usage":{"model":"m","inputTokens":5,"outputTokens":6}}]}"""
    )]
    [InlineData(
        AmpThread,
        "11",
        """{"id":"T-1","created":"2026-11-01T10:00:00Z","messages":[{"role":"assistant","messageId":1,"timestamp":"2026-11-01T11:00:00Z","usage":{"model":"m","inputTokens":5,"outputTokens":6}}],"usageLedger":{"events":[{"id":"e","toMessageId":1,"tokens":{"input":5,"output":6}}]}}"""
    )]
    [InlineData(
        AmpThread,
        "10",
        """{"id":"T-1","created":"2026-11-01T10:00:00Z","messages":[],"usageLedger":{"events":[{"id":"e","model":"m","tokens":{"input":5,"output":6}}]}}"""
    )]
    [InlineData(DroidSettings, "18", """{"model":"m","tokenUsage":{"inputTokens":5,"outputTokens":6}}""")]
    [InlineData(
        GeminiChat,
        "11",
        """{"sessionId":"s1","startTime":"2026-11-01T10:00:00Z"}""",
        """{"id":"1","type":"user","timestamp":"2026-11-01T11:00:00Z"}""",
        """{"id":"2","type":"gemini","model":"m","tokens":{"input":5,"output":6}}"""
    )]
    [InlineData(
        GeminiChat,
        "10",
        """{"sessionId":"s1","lastUpdated":"2026-11-01T10:00:00Z"}""",
        """{"id":"2","type":"gemini","model":"m","tokens":{"input":5,"output":6}}"""
    )]
    [InlineData(GeminiChat, "18", """{"sessionId":"s1"}""", """{"id":"2","type":"gemini","model":"m","tokens":{"input":5,"output":6}}""")]
    [InlineData(
        PiLog,
        "11",
        """{"type":"session","id":"s1","timestamp":"2026-11-01T10:00:00Z"}""",
        """{"type":"message","id":"u","timestamp":"2026-11-01T11:00:00Z","message":{"role":"user"}}""",
        """{"type":"message","id":"e","message":{"role":"assistant","model":"m","usage":{"input":5,"output":6}}}"""
    )]
    [InlineData(
        PiLog,
        "10",
        """{"type":"session","id":"s1","timestamp":"2026-11-01T10:00:00Z"}""",
        """{"type":"message","id":"e","message":{"role":"assistant","model":"m","usage":{"input":5,"output":6}}}"""
    )]
    [InlineData(PiLog, "18", """{"type":"message","id":"e","message":{"role":"assistant","model":"m","usage":{"input":5,"output":6}}}""")]
    public void A_request_without_a_time_has_the_nearest_that_its_log_tells(string file, string hour, params string[] lines)
    {
        home.Write(file, lines);
        File.SetLastWriteTimeUtc(home.In(file), FileTime);
        IsAt(hour);
    }

    [Theory]
    [InlineData("18")]
    [InlineData("11", """{"type":"message","timestamp":"2026-11-01T11:00:00Z","message":{"role":"user"}}""")]
    [InlineData(
        "11",
        """{"type":"message","timestamp":"2026-11-01T11:00:00Z","message":{"role":"assistant"}}""",
        """{"type":"message","timestamp":"2026-11-01T12:00:00Z","message":{"role":"user"}}"""
    )]
    public void A_sum_of_droid_is_at_the_last_answer_else_at_the_last_time_of_the_log_else_at_the_files(string hour, params string[] log)
    {
        if (log.Length > 0)
            home.Write(".factory/sessions/-work-web/d1.jsonl", ["""{"type":"session_start","timestamp":"2026-11-01T10:00:00Z"}""", .. log]);
        home.Write(
            DroidSettings,
            """{"model":"m","providerLockTimestamp":"2026-10-01T12:00:00Z","tokenUsage":{"inputTokens":5,"outputTokens":6}}"""
        );
        File.SetLastWriteTimeUtc(home.In(DroidSettings), FileTime);
        IsAt(hour);
    }

    [Theory]
    [InlineData(
        "12",
        """{"createdAt":"2026-11-01T11:00:00Z","lastUpdatedAt":"2026-11-01T12:00:00Z"}""",
        """{"type":1,"createdAt":"2026-11-01T10:00:00Z"}"""
    )]
    [InlineData("11", """{"createdAt":"2026-11-01T11:00:00Z"}""", """{"type":1,"createdAt":"2026-11-01T10:00:00Z"}""")]
    [InlineData("10", """{}""", """{"type":1,"createdAt":"2026-11-01T10:00:00Z"}""")]
    public void A_bubble_without_a_time_has_its_conversations_change_or_creation_or_its_neighbours_time(
        string hour,
        string conversation,
        string question
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.In(CursorData))!);
        using (Sqlite.SqliteDatabase database = Sqlite.SqliteDatabase.Open(home.In(CursorData)))
        {
            database.Execute("CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
            database.Execute($"INSERT INTO cursorDiskKV VALUES ('composerData:c', '{conversation}'), ('bubbleId:c:a', '{question}')");
            database.Execute(
                """INSERT INTO cursorDiskKV VALUES ('bubbleId:c:b', '{"type":2,"modelInfo":{"modelName":"m"},"tokenCount":{"inputTokens":5,"outputTokens":6}}')"""
            );
        }

        IsAt(hour);
    }

    private void IsAt(string hour)
    {
        UsageRecord record = home.Records().ShouldHaveSingleItem();
        (record.Model, record.InputTokens, record.OutputTokens).ShouldBe(("m", 5, 6));
        record
            .Timestamp.ToUniversalTime()
            .ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe($"2026-11-01 {hour}:00");
    }
}

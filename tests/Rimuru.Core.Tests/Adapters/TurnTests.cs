using Rimuru.Core.Sqlite;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>
/// The rule of <c>docs/sessions.md</c> for turns, for each agent on lines of our own. What is read at once and what is read line by line
/// must be the same.
/// </summary>
public sealed class TurnTests : IDisposable
{
    private const string Interrupted =
        """{"type":"user","sessionId":"one","timestamp":"2026-07-01T10:05:00.000Z","message":{"role":"user","content":"[Request interrupted by user]"}}""";
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Claude_code_ends_a_turn_once_however_many_lines_its_response_has() =>
        Claude(Stop("a", "tool_use"), Stop("a", "tool_use"), Stop("b", "end_turn"), Stop("b", "end_turn"), Stop("c", "end_turn"))
            .ShouldBe(2);

    [Fact]
    public void Claude_codes_open_turn_counts_and_so_does_one_that_was_stopped() =>
        Claude(Stop("a", "tool_use"), Interrupted, Assistant("b"), Interrupted, Stop("c", "pause_turn"), Stop("d", "tool_use")).ShouldBe(3);

    [Fact]
    public void Claude_codes_sub_agents_take_no_turns() =>
        Claude(Stop("a", "end_turn"), Assistant("b", extra: "\"isSidechain\":true,", message: "\"stop_reason\":\"end_turn\",")).ShouldBe(1);

    [Fact]
    public void A_transcript_without_reasons_tells_no_turns() =>
        Claude(Assistant("a"), Interrupted, Assistant("b", message: "\"stop_reason\":null,")).ShouldBeNull();

    [Fact]
    public void Claude_codes_forks_count_their_own_life_only()
    {
        const string Two = ".claude/projects/-work-shop/two.jsonl";
        Claude(Stop("a", "end_turn"), Stop("b", "end_turn"));
        home.Write(
            Two,
            """{"type":"queue-operation","operation":"enqueue","timestamp":"2026-07-02T10:00:00.000Z","sessionId":"two"}""",
            Stop("a", "end_turn", "two"),
            Stop("b", "end_turn", "two"),
            Stop("c", "end_turn", "two", "2026-07-02T10:00:01.000Z")
        );
        home.Sessions()
            .ToDictionary(s => s.SessionId, s => s.Turns)
            .ShouldBe(new Dictionary<string, long?> { ["one"] = 2, ["two"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void The_longer_of_two_copies_tells_whichever_is_read_first()
    {
        string[] lines = [Stop("a", "end_turn"), Stop("b", "end_turn"), Stop("c", "tool_use")];
        foreach ((string first, string second) in new[] { (".claude", ".config/claude"), (".config/claude", ".claude") })
        {
            using TestHome other = new();
            other.Write($"{first}/projects/-work-shop/one.jsonl", lines).Sync();
            other.Write($"{second}/projects/-work-shop/one.jsonl", lines[..2]).Sessions().ShouldHaveSingleItem().Turns.ShouldBe(3);
        }
    }

    [Fact]
    public void Codex_counts_the_tasks_of_the_thread_and_not_what_is_said_in_them() =>
        Codex(
                CodexLines.Meta(),
                CodexLines.Task(1, 1),
                Said(2),
                Said(3),
                Event("task_complete", 4),
                CodexLines.Task(5, 5),
                Event("turn_aborted", 6),
                CodexLines.Task(7, 7)
            )
            .ShouldBe(3);

    [Fact]
    public void Older_rollouts_of_codex_tell_what_the_user_said() =>
        Codex(CodexLines.Meta(), Said(1), CodexLines.Model("gpt-5.5", 2), CodexLines.Model("gpt-5.5", 3), Said(4)).ShouldBe(2);

    [Fact]
    public void Tasks_that_a_fork_of_codex_copied_are_not_its_own() =>
        Codex(
                CodexLines.Meta("one", 60, """ "forked_from_id":"zero", """),
                CodexLines.Task(1, 61),
                Said(61),
                Event("task_complete", 61),
                Said(61),
                CodexLines.Task(62, 62)
            )
            .ShouldBe(1);

    [Fact]
    public void Forks_of_codex_without_tasks_do_not_tell() =>
        Codex(CodexLines.Meta("one", 60, """ "forked_from_id":"zero", """), Said(61), Said(62)).ShouldBeNull();

    [Fact]
    public void Saved_logs_of_codex_tell_the_turns_that_ended() =>
        Growing(
                ".codex/sessions/saved.jsonl",
                """{"type":"thread.started","thread_id":"t"}""",
                """{"type":"turn.completed","usage":{"input_tokens":5,"output_tokens":1}}""",
                """{"type":"turn.completed","usage":{"input_tokens":9,"output_tokens":2}}"""
            )
            .ShouldBe(2);

    [Fact]
    public void Copilot_counts_the_users_messages_and_not_those_to_its_agents() =>
        Growing(
                ".copilot/session-state/s/events.jsonl",
                """{"type":"session.start","data":{"sessionId":"s","startTime":"2026-11-01T10:00:00Z"},"timestamp":"2026-11-01T10:00:00Z"}""",
                Copilot("user.message", "09"),
                Copilot("user.message", "11"),
                Copilot("assistant.turn_start", "11"),
                Copilot("assistant.turn_start", "11"),
                Copilot("user.message", "11").Replace("\"data\"", "\"agentId\":\"a\",\"data\"", StringComparison.Ordinal),
                Copilot("user.message", "12")
            )
            .ShouldBe(2);

    [Fact]
    public void Gemini_counts_a_message_once_however_often_its_history_is_repeated()
    {
        const string Ask = """{"id":"1","timestamp":"2026-11-01T10:00:01Z","type":"user","content":[{"text":"Go on"}]}""";
        Growing(
                ".gemini/tmp/web/chats/session-1.jsonl",
                """{"sessionId":"s","startTime":"2026-11-01T10:00:00Z"}""",
                """{"$set":{"messages":[{"id":"0","type":"user","content":[{"text":"<session_context>\nA machine."}]}]}}""",
                Ask,
                """{"id":"2","type":"gemini","toolCalls":[{}]}""",
                """{"id":"3","type":"user","content":[{"functionResponse":{}}]}""",
                "{\"$set\":{\"messages\":[" + Ask + "]}}",
                """{"id":"4","type":"user","content":"And now?"}"""
            )
            .ShouldBe(2);
    }

    [Fact]
    public void Qwen_counts_what_the_user_said_and_no_copies_or_notifications() =>
        Growing(
                ".qwen/projects/-work-web/chats/s.jsonl",
                Qwen(""),
                Qwen("\"forkedFrom\":{\"sessionId\":\"p\"},"),
                Qwen("\"subtype\":\"notification\","),
                Qwen("")
            )
            .ShouldBe(2);

    [Fact]
    public void Pi_counts_the_users_messages_of_the_sessions_own_life() =>
        Growing(
                ".pi/agent/sessions/--work--/2026-11-01T10-00-00-000Z_s.jsonl",
                """{"type":"session","id":"s","timestamp":"2026-11-01T10:00:00Z"}""",
                Pi("user", "09"),
                Pi("user", "11"),
                Pi("assistant", "11"),
                Pi("toolResult", "11"),
                Pi("user", "12")
            )
            .ShouldBe(2);

    [Fact]
    public void Cline_counts_the_users_messages_that_are_no_tools_answers() =>
        Whole(
                ".cline/data/sessions/s/s.messages.json",
                """{"sessionId":"s","messages":[{"role":"user","content":[{"type":"text"}]},{"role":"assistant"},{"role":"user","content":[{"type":"tool_result"}]},{"role":"user","content":"More"}]}"""
            )
            .ShouldBe(2);

    [Fact]
    public void A_task_of_clines_extension_begins_a_turn_with_its_first_request() =>
        Whole(
                ".config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks/t/ui_messages.json",
                """[{"say":"api_req_started"},{"say":"api_req_started"},{"say":"completion_result"},{"ask":"completion_result"},{"say":"api_req_started"}]"""
            )
            .ShouldBe(2);

    [Fact]
    public void Amp_counts_the_users_messages_that_are_no_tools_answers() =>
        Whole(
                ".local/share/amp/threads/T-1.json",
                """{"id":"T-1","messages":[{"role":"user","content":[{"type":"text"}]},{"role":"assistant"},{"role":"user","content":[{"type":"tool_result"}]}]}"""
            )
            .ShouldBe(1);

    [Fact]
    public void Droid_tells_no_turns() =>
        Whole(".factory/sessions/-work/s.settings.json", """{"model":"gpt-5.5","tokenUsage":{"inputTokens":5,"outputTokens":1}}""")
            .ShouldBeNull();

    [Theory]
    [InlineData(".local/share/opencode/opencode.db")]
    [InlineData(".local/share/kilo/kilo.db")]
    public void Opencode_and_kilo_count_the_users_messages_and_not_what_a_fork_copied(string file) =>
        Database(
                file,
                "CREATE TABLE session (id TEXT PRIMARY KEY, directory TEXT, time_created INTEGER, time_updated INTEGER)",
                "CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, data TEXT)",
                "INSERT INTO session VALUES ('s', '/w', 1000, 1000)",
                "INSERT INTO message VALUES ('m0', 's', 1, '{\"role\":\"user\",\"time\":{\"created\":900}}'), ('m1', 's', 2, '{\"role\":\"user\",\"time\":{\"created\":1000}}')",
                "INSERT INTO message VALUES ('m2', 's', 3, '{\"role\":\"assistant\",\"time\":{\"created\":1001}}'), ('m3', 's', 4, '{torn'), ('m4', 's', 5, '{\"role\":\"user\",\"time\":{\"created\":1002}}')"
            )
            .ShouldBe(2);

    [Fact]
    public void The_older_storage_of_opencode_tells_the_same()
    {
        const string Storage = ".local/share/opencode/storage/";
        home.Write($"{Storage}session/p/s.json", """{"id":"s","projectID":"p","directory":"/w","time":{"created":1000}}""");
        home.Write($"{Storage}message/s/m0.json", """{"id":"m0","sessionID":"s","role":"user","time":{"created":900}}""");
        home.Write($"{Storage}message/s/m1.json", """{"id":"m1","sessionID":"s","role":"user","time":{"created":1001}}""");
        Whole($"{Storage}message/s/m2.json", """{"id":"m2","sessionID":"s","role":"assistant","time":{"created":1002}}""").ShouldBe(1);
    }

    [Fact]
    public void Goose_counts_the_users_messages_that_are_no_tools_answers() =>
        Database(
                ".local/share/goose/sessions/sessions.db",
                "CREATE TABLE sessions (id TEXT PRIMARY KEY, updated_at TEXT)",
                "CREATE TABLE messages (session_id TEXT, role TEXT, content_json TEXT)",
                "INSERT INTO sessions VALUES ('s', '2026-11-22 09:00:00')",
                "INSERT INTO messages VALUES ('s', 'user', '[{\"type\":\"text\"}]'), ('s', 'assistant', '[]'), ('s', 'user', '[{\"type\":\"toolResponse\"}]'), ('s', 'user', 'torn'), ('s', 'user', '[\"text\"]'), ('t', 'user', '[]')"
            )
            .ShouldBe(2);

    [Fact]
    public void Cursor_counts_the_users_bubbles() =>
        Database(
                ".config/Cursor/User/globalStorage/state.vscdb",
                "CREATE TABLE cursorDiskKV (key TEXT UNIQUE, value BLOB)",
                "INSERT INTO cursorDiskKV VALUES ('composerData:c', '{\"createdAt\":1795341600000,\"conversation\":[{\"type\":1,\"bubbleId\":\"a\"}]}')",
                "INSERT INTO cursorDiskKV VALUES ('bubbleId:c:a', '{\"type\":1}'), ('bubbleId:c:b', '{\"type\":2}'), ('bubbleId:c:d', '{\"type\":1}'), ('bubbleId:c:e', '{}')"
            )
            .ShouldBe(2);

    private long? Claude(params string[] lines) => Growing(Log, lines);

    private long? Codex(params string[] lines) => Growing(CodexLines.Log, lines);

    /// <summary>The turns of a log that is read at once, and of the same that is read after every line.</summary>
    private long? Growing(string file, params string[] lines)
    {
        using TestHome slow = new();
        slow.Write(file);
        foreach (string line in lines)
            slow.Append(file, line + "\n").Sync();
        long? turns = Whole(file, lines);
        slow.Sessions().MaxBy(session => session.LastActivity)!.Turns.ShouldBe(turns);
        return turns;
    }

    private long? Whole(string file, params string[] lines) => home.Write(file, lines).Sessions().ShouldHaveSingleItem().Turns;

    private long? Database(string file, params string[] statements)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.In(file))!);
        using (SqliteDatabase database = SqliteDatabase.Open(home.In(file)))
        {
            foreach (string statement in statements)
                database.Execute(statement);
        }

        return home.Sessions().Single(session => session.SessionId is "s" or "c").Turns;
    }

    private static string Stop(string id, string reason, string session = "one", string time = "2026-07-01T10:00:00.000Z") =>
        Assistant(id, session: session, time: time, message: $"\"stop_reason\":\"{reason}\",");

    private static string Event(string type, double at) => CodexLines.Line("event_msg", $"\"type\":\"{type}\"", at);

    private static string Said(double at) => CodexLines.Line("event_msg", "\"type\":\"user_message\",\"message\":\"Go on\"", at);

    private static string Copilot(string type, string hour) =>
        $$"""{"type":"{{type}}","data":{},"timestamp":"2026-11-01T{{hour}}:00:00Z"}""";

    private static string Qwen(string extra) =>
        $$$"""{"type":"user",{{{extra}}}"sessionId":"s","timestamp":"2026-11-01T10:00:00Z","message":{"role":"user","parts":[{"text":"Go on"}]}}""";

    private static string Pi(string role, string hour) =>
        $$$"""{"type":"message","timestamp":"2026-11-01T{{{hour}}}:00:00Z","message":{"role":"{{{role}}}"}}""";
}

namespace Rimuru.Core.Tests.Adapters.Cline;

public sealed class ClineTests : IDisposable
{
    private const string Session = ".cline/data/sessions/s1/s1.json";
    private const string Messages = ".cline/data/sessions/s1/s1.messages.json";
    private const string About =
        """{"session_id":"s1","status":"cancelled","provider":"openai","model":"gpt-5.5","cwd":"/work/web","started_at":"2026-11-01T10:00:00Z","metadata":{"title":"A title","git":{"branch":"main"},"usage":{"inputTokens":100,"outputTokens":9,"cacheReadTokens":60}}}""";
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_input_holds_the_cached_part()
    {
        UsageRecord record = home.Write(Session, About).Write(Messages, Told("s1", 100, 60, 0)).Sync().ShouldHaveSingleItem();
        (record.InputTokens, record.CacheReadTokens, record.OutputTokens, record.Project, record.Branch).ShouldBe(
            (40, 60, 9, "web", "main")
        );
        (home.Session("s1").Status, home.Session("s1").Title).ShouldBe((SessionStatus.Cancelled, "A title"));
    }

    [Theory]
    [InlineData(100, 60, 30, 10)]
    [InlineData(70, 60, 30, 10)]
    public void Written_tokens_are_in_the_input_where_there_is_room(long input, long read, long written, long uncached) =>
        home.Write(Messages, Told("s1", input, read, written)).Sync().Single().InputTokens.ShouldBe(uncached);

    [Fact]
    public void The_sum_of_a_session_counts_only_where_no_message_tells()
    {
        UsageRecord sum = home.Write(Session, About).Sync().ShouldHaveSingleItem();
        (sum.Evidence, sum.InputTokens).ShouldBe((UsageEvidence.Inferred, 40));
        home.Write(Messages, Told("s1", 90, 60, 0)).Sync().ShouldHaveSingleItem().Evidence.ShouldBe(UsageEvidence.Recorded);
    }

    [Fact]
    public void The_sum_of_a_session_counts_on_the_day_of_its_end()
    {
        const string Sum =
            """{"session_id":"s1","model":"m","started_at":"2026-01-01T00:00:00Z","metadata":{"usage":{"inputTokens":30,"outputTokens":10}}}""";
        home.Write(Session, Sum);
        File.SetLastWriteTimeUtc(home.PathOf(Session), new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        home.Sync().ShouldHaveSingleItem().Timestamp.UtcDateTime.Day.ShouldBe(2);
        home.Write(Session, Sum.Replace("\"model\"", "\"ended_at\":\"2026-01-03T00:00:00Z\",\"model\"", StringComparison.Ordinal))
            .Sync()
            .ShouldHaveSingleItem()
            .Timestamp.UtcDateTime.Day.ShouldBe(3);
    }

    [Fact]
    public void A_sub_agent_is_a_session_with_a_parent()
    {
        home.Write(Session, About)
            .Write(
                ".cline/data/sessions/s1/agent_2.messages.json",
                Told("s1__agent_2", 10, 0, 0)
                    .Replace(
                        "\"version\":1",
                        "\"agent\":\"subagent\",\"origin\":{\"mode\":\"subagent\",\"parentThreadId\":\"s1\"}",
                        StringComparison.Ordinal
                    )
            );
        home.Sync().Select(r => r.SessionId).ShouldContain("s1__agent_2");
        (home.Session("s1__agent_2").ParentSessionId, home.Session("s1__agent_2").SubAgent).ShouldBe(("s1", "subagent"));
    }

    [Fact]
    public void A_task_of_the_extension_tells_its_requests_in_text()
    {
        home.Write(
            ".config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks/t1/ui_messages.json",
            """[{"ts":1793530800000,"say":"api_req_started","text":"{\"tokensIn\":5,\"tokensOut\":6,\"cacheReads\":7,\"cacheWrites\":8,\"cost\":0.25}","modelInfo":{"modelId":"claude-sonnet-4-5","providerId":"anthropic"}},{"ts":1,"say":"api_req_started","text":"{"},{"ts":2,"say":"text","text":"hi"}]"""
        );
        UsageRecord record = home.Sync().ShouldHaveSingleItem();
        (
            record.SessionId,
            record.InputTokens,
            record.CacheReadTokens,
            record.CacheWrite5mTokens,
            record.OutputTokens,
            record.ReportedCost
        ).ShouldBe(("t1", 5, 7, 8, 6, 0.25m));
        home.Warnings.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_sum_of_requests_has_no_long_context_price()
    {
        UsageRecord sum = home.Write(
                Session,
                """{"session_id":"s1","provider":"anthropic","model":"claude-sonnet-4-5","started_at":"2026-01-01T00:00:00Z","metadata":{"usage":{"inputTokens":300000,"outputTokens":1000}}}"""
            )
            .Sync()
            .ShouldHaveSingleItem();
        (sum.ServiceTier, sum.Cost).ShouldBe(("sum", 0.915m));
    }

    [Fact]
    public void What_a_sessions_own_file_tells_may_come_after_its_messages()
    {
        home.Write(
                Messages,
                Told("s1", 100, 60, 0).Replace("\"modelInfo\":{\"id\":\"gpt-5.5\",\"provider\":\"openai\"},", "", StringComparison.Ordinal)
            )
            .Sync()
            .ShouldHaveSingleItem()
            .Model.ShouldBeNull();
        UsageRecord record = home.Write(Session, About).Sync().ShouldHaveSingleItem();
        (record.Provider, record.Model, record.Project, record.Evidence).ShouldBe(("openai", "gpt-5.5", "web", UsageEvidence.Recorded));
    }

    [Fact]
    public void Roo_Codes_tasks_are_read_beside_Clines_and_Kilos_are_Kilos()
    {
        foreach (string extension in (string[])["rooveterinaryinc.roo-cline", "saoudrizwan.claude-dev", "kilocode.kilo-code"])
            home.Write(Task(extension), Requests((1793530800000, 100, 10, 20, "api_req_started")));
        home.Sync()
            .Select(r => (r.Agent, r.SessionId, r.InputTokens, r.CacheReadTokens, r.CacheWrite5mTokens))
            .ShouldBe([("Cline", "t1", 100, 10, 20), ("Cline", "t1", 70, 10, 20), ("Kilo", "t1", 70, 10, 20)], ignoreOrder: true);
    }

    [Fact]
    public void The_model_of_a_task_is_the_one_that_its_prompts_name_even_where_they_come_later()
    {
        string prompts = Task("kilocode.kilo-code").Replace("ui_messages", "api_conversation_history", StringComparison.Ordinal);
        home.Write(
                Task("kilocode.kilo-code"),
                Requests((1793530800000, 1, 0, 0, "api_req_started"), (1793530810000, 2, 0, 0, "api_req_started"))
            )
            .Sync()
            .ShouldAllBe(r => r.Model == null);
        home.Write(
            prompts,
            $"[{Prompt(1793530800010, "claude-sonnet-4-5")},{Prompt(1793530810010, "gpt-5.5")},{Prompt(1793530820010, "gpt-5.4", "assistant")}]"
        );
        home.Sync().Select(r => r.Model).ShouldBe(["claude-sonnet-4-5", "gpt-5.5"]);
    }

    [Fact]
    public void Deleted_requests_that_were_read_before_count_themselves()
    {
        Deletion([(1, 100), (2, 200)]).ShouldBe([100, 200]);
        Deletion([(1, 100)]).ShouldBe([100, 200]);
        Deletion([(1, 100), (9, -200)]).ShouldBe([100, 200]);
        Deletion([(19, -300)]).ShouldBe([100, 200]);
    }

    [Fact]
    public void A_sum_that_holds_deleted_requests_which_nobody_read_counts_instead_of_them()
    {
        Deletion([(1, 100), (2, 200)]);
        Deletion([(1, 100), (9, -250)]).ShouldBe([100, 250]);
        Deletion([(1, 100), (9, -250)]).ShouldBe([100, 250]);
        Deletion([(1, 100), (3, 70), (9, -250)]).ShouldBe([70, 100, 250]);
    }

    [Fact]
    public void A_document_that_is_none_is_one_warning()
    {
        home.Write(Messages, "[]").Sync().ShouldBeEmpty();
        home.Warnings.ShouldHaveSingleItem();
    }

    private static string Told(string id, long input, long read, long written) =>
        $$$$$$"""{"version":1,"sessionId":"{{{{{{id}}}}}}","messages":[{"id":"u","role":"user","ts":1793530800000},{"id":"m1","role":"assistant","ts":1793530801000,"modelInfo":{"id":"gpt-5.5","provider":"openai"},"metrics":{"inputTokens":{{{{{{input}}}}}},"outputTokens":9,"cacheReadTokens":{{{{{{read}}}}}},"cacheWriteTokens":{{{{{{written}}}}}}}}]}""";

    /// <summary>
    /// Syncs a task of these requests, by time and input, and gives the inputs that count; those below zero are sums of deleted ones.
    /// </summary>
    private IEnumerable<long> Deletion((long At, long Input)[] requests)
    {
        home.Write(
            Task("saoudrizwan.claude-dev"),
            Requests([.. requests.Select(r => (r.At, Math.Abs(r.Input), 0L, 0L, r.Input < 0 ? "deleted_api_reqs" : "api_req_started"))])
        );
        return home.Sync().Select(record => record.InputTokens).Order();
    }

    private static string Prompt(long at, string model, string role = "user") =>
        $$$"""{"role":"{{{role}}}","ts":{{{at}}},"content":[{"type":"text","text":"<model>mine</model>"},{"type":"text","text":"# Current Mode\n<slug>code</slug>\n<name>Code</name>\n<model>{{{model}}}</model>\n"}]}""";

    private static string Task(string extension) => $".config/Code/User/globalStorage/{extension}/tasks/t1/ui_messages.json";

    private static string Requests(params (long At, long Input, long Read, long Written, string Say)[] requests) =>
        "["
        + string.Join(
            ',',
            requests.Select(r =>
                $$$$$$"""{"ts":{{{{{{r.At}}}}}},"say":"{{{{{{r.Say}}}}}}","text":"{\"tokensIn\":{{{{{{r.Input}}}}}},\"cacheReads\":{{{{{{r.Read}}}}}},\"cacheWrites\":{{{{{{r.Written}}}}}},\"tokensOut\":5}"}"""
            )
        )
        + "]";
}

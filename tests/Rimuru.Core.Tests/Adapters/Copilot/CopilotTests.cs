namespace Rimuru.Core.Tests.Adapters.Copilot;

public sealed class CopilotTests : IDisposable
{
    private const string Log = ".copilot/session-state/s1/events.jsonl";
    private const string Database = ".copilot/session-store.db";
    private const string Traces = ".copilot/otel/traces.jsonl";
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_usage_record_is_one_request_and_its_parts_do_not_overlap()
    {
        UsageRecord record = home.Write(Log, Start(), Record("call-1", 1000, 600, 300, 50, 20)).Sync().ShouldHaveSingleItem();
        (record.InputTokens, record.CacheReadTokens, record.CacheWrite5mTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe(
            (100, 600, 300, 50, 20)
        );
        (record.SessionId, record.Project, record.Branch, record.Provider).ShouldBe(("s1", "web", "main", "openai"));
    }

    [Fact]
    public void Reasoning_is_never_more_than_the_output() =>
        home.Write(Log, Start(), Record("call-1", 10, 0, 0, 5, 90)).Sync().Single().ReasoningTokens.ShouldBe(5);

    [Fact]
    public void A_sub_agents_requests_belong_to_the_session_and_name_it()
    {
        home.Write(
            Log,
            Start(),
            """{"type":"subagent.started","data":{"agentName":"explorer"},"agentId":"a7","timestamp":"2026-11-01T10:00:01Z"}""",
            Record("call-1", 10, 0, 0, 5, 0, agent: "a7")
        );
        UsageRecord record = home.Sync().Single();
        (record.SessionId, record.SubAgent).ShouldBe(("s1", "explorer"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void The_database_and_the_events_tell_the_same_alone_or_together(bool hasStore, bool hasEvents)
    {
        if (hasStore)
            Store((100, 7), (200, 8));
        if (hasEvents)
            home.Write(Log, Start(), Record("call-1", 100, 0, 0, 7, 0), Record("call-2", 200, 0, 0, 8, 0));
        IReadOnlyList<UsageRecord> records = home.Sync();
        (records.Count, records.Sum(r => r.InputTokens), records.Sum(r => r.OutputTokens)).ShouldBe((2, 300, 15));
    }

    [Fact]
    public void Two_requests_of_equal_size_stay_two()
    {
        Store((100, 7), (100, 7));
        home.Write(Log, Start(), Record("call-1", 100, 0, 0, 7, 0), Record("call-2", 100, 0, 0, 7, 0));
        home.Sync().Count.ShouldBe(2);
    }

    [Fact]
    public void The_database_may_come_late()
    {
        home.Write(Log, Start(), Record("call-1", 100, 0, 0, 7, 0)).Sync().Count.ShouldBe(1);
        Store((100, 7), (200, 8));
        home.Sync().Sum(r => r.InputTokens).ShouldBe(300);
    }

    [Fact]
    public void New_rows_of_the_database_are_found()
    {
        Store((100, 7));
        home.Sync().Count.ShouldBe(1);
        home.Sql(
            Database,
            "INSERT INTO assistant_usage_events(session_id, model, input_tokens, output_tokens, created_at) VALUES ('s1', 'gpt-5.5', 5, 5, '2026-11-01 11:00:00')"
        );
        IReadOnlyList<UsageRecord> records = home.Sync();
        records.Count.ShouldBe(2);
        records[^1].Timestamp.ShouldBe(DateTimeOffset.Parse("2026-11-01T11:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Roll_ups_go_on_over_a_resume_and_count_by_what_is_new()
    {
        home.Write(Log, Start(), Shutdown("m", 2, 100, 10), Resume(), Shutdown("m", 3, 150, 15));
        IReadOnlyList<UsageRecord> records = home.Sync();
        (records.Count, records.Sum(r => r.InputTokens), records.Sum(r => r.OutputTokens)).ShouldBe((3, 150, 15));
        records.ShouldAllBe(record => record.Evidence == UsageEvidence.Inferred);
    }

    [Theory]
    [InlineData(0, "sum")]
    [InlineData(1, null)]
    public void A_roll_up_of_nobody_knows_how_many_requests_has_no_long_context_price(long requests, string? terms)
    {
        home.Write(Log, Start(), Shutdown("gpt-5.5", requests, 300_000, 10));
        home.Sync().Single().ServiceTier.ShouldBe(terms);
    }

    [Fact]
    public void The_shares_of_a_roll_up_add_up_in_every_part()
    {
        string usage = """
            "inputTokens":2,"cacheReadTokens":1,"cacheWriteTokens":1,"outputTokens":8,"reasoningTokens":7
            """;
        home.Write(Log, Start(), Shutdown("m", 5, 1, 1).Replace("\"inputTokens\":1,\"outputTokens\":1", usage, StringComparison.Ordinal));
        IReadOnlyList<UsageRecord> records = home.Sync();
        (
            records.Count,
            records.Sum(r => r.InputTokens),
            records.Sum(r => r.CacheReadTokens),
            records.Sum(r => r.CacheWrite5mTokens),
            records.Sum(r => r.OutputTokens),
            records.Sum(r => r.ReasoningTokens)
        ).ShouldBe((5, 0, 1, 1, 8, 7));
    }

    [Fact]
    public void A_trace_that_was_passed_over_counts_once_its_record_is_read()
    {
        home.Write(Traces, Span("chat", "b", "call-1", 100, 7));
        Store((100, 7));
        home.Sync().Count.ShouldBe(1);
        home.Write(Log, Start(), Record("call-1", 100, 0, 0, 7, 0)).Sync().ShouldHaveSingleItem().InputTokens.ShouldBe(100);
    }

    [Fact]
    public void A_roll_up_that_fell_began_anew() =>
        home.Write(Log, Start(), Shutdown("m", 1, 100, 10), Resume(), Shutdown("m", 1, 40, 4)).Sync().Sum(r => r.InputTokens).ShouldBe(140);

    [Fact]
    public void A_compaction_begins_the_roll_up_anew() =>
        home.Write(
                Log,
                Start(),
                Shutdown("m", 1, 100, 10),
                """{"type":"session.compaction_complete","data":{"success":true},"timestamp":"2026-11-01T10:06:00Z"}""",
                Shutdown("m", 2, 120, 12)
            )
            .Sync()
            .Sum(r => r.InputTokens)
            .ShouldBe(220);

    [Fact]
    public void A_roll_up_of_recorded_requests_is_nothing() =>
        home.Write(Log, Start(), Record("call-1", 100, 0, 0, 7, 0), Shutdown("gpt-5.5", 1, 100, 7)).Sync().Count.ShouldBe(1);

    [Fact]
    public void A_crash_leaves_the_output_of_its_messages()
    {
        UsageRecord record = home.Write(Log, Start(), Message("m1", 345)).Sync().ShouldHaveSingleItem();
        (record.Evidence, record.OutputTokens, record.InputTokens).ShouldBe((UsageEvidence.Partial, 345, 0));
    }

    [Fact]
    public void A_shutdown_that_comes_later_tells_the_messages_better()
    {
        home.Write(Log, Start(), Message("m1", 345)).Sync().Count.ShouldBe(1);
        UsageRecord record = home.Append(Log, Shutdown("m", 1, 100, 345)).Sync().ShouldHaveSingleItem();
        (record.Evidence, record.InputTokens).ShouldBe((UsageEvidence.Inferred, 100));
    }

    [Fact]
    public void Credits_that_only_the_shutdown_tells_are_those_of_its_leg()
    {
        string Costing(string shutdown, long nano) =>
            shutdown.Replace("\"shutdownType\"", $"\"totalNanoAiu\":{nano},\"shutdownType\"", StringComparison.Ordinal);
        home.Write(Log, Start(), Costing(Shutdown("m", 1, 100, 50), 1_250_000_000)).Sync().Single().ReportedCost.ShouldBe(0.0125m);
        home.Append(Log, Resume(), Costing(Shutdown("m", 2, 300, 80), 2_750_000_000));
        home.Sync().Select(r => r.ReportedCost).ShouldBe([0.0125m, 0.015m], ignoreOrder: true);
    }

    [Fact]
    public void A_record_that_comes_behind_its_message_takes_its_place()
    {
        string Called(string call) => Message("m", 5).Replace("\"messageId\":\"m\"", $"\"apiCallId\":\"{call}\"", StringComparison.Ordinal);
        home.Write(Log, Start(), Called("call-1"), Called("call-2")).Sync().Count.ShouldBe(2);
        home.Append(Log, Record("call-1", 100, 0, 0, 7, 0), Record("call-2", 200, 0, 0, 8, 0));
        home.Sync()
            .Select(r => (r.InputTokens, r.Evidence))
            .ShouldBe([(100L, UsageEvidence.Recorded), (200L, UsageEvidence.Recorded)], ignoreOrder: true);
    }

    [Fact]
    public void A_leg_that_crashed_keeps_its_messages_when_the_next_one_shuts_down() =>
        home.Write(Log, Start(), Message("m1", 5), Resume(), Message("m2", 7), Shutdown("m", 1, 100, 7))
            .Sync()
            .Sum(r => r.OutputTokens)
            .ShouldBe(12);

    [Fact]
    public void The_chat_span_tells_a_response_that_four_records_tell()
    {
        home.Write(
            Traces,
            Span("invoke_agent", "a", "r1", 900, 90),
            Span("chat", "b", "r1", 100, 10),
            Span("chat", "c", "r2", 200, 20),
            """{"hrTime":[1793530800,0],"attributes":{"event.name":"gen_ai.client.inference.operation.details","gen_ai.response.id":"r1","gen_ai.usage.input_tokens":80,"gen_ai.usage.output_tokens":8}}"""
        );
        IReadOnlyList<UsageRecord> records = home.Sync();
        (records.Count, records.Sum(r => r.InputTokens)).ShouldBe((2, 300));
    }

    [Fact]
    public void An_agent_span_alone_counts() =>
        home.Write(Traces, Span("invoke_agent", "a", null, 900, 90)).Sync().Single().InputTokens.ShouldBe(900);

    [Fact]
    public void Traces_give_way_to_the_events_of_their_session()
    {
        home.Write(Traces, Span("chat", "b", null, 100, 10)).Sync().Count.ShouldBe(1);
        home.Write(Log, Start(), Record("call-1", 101, 0, 0, 10, 0)).Sync().ShouldHaveSingleItem().InputTokens.ShouldBe(101);
    }

    [Fact]
    public void Credits_are_money()
    {
        string line = Record("call-1", 100, 0, 0, 7, 0)
            .Replace("\"inputTokens\"", "\"totalNanoAiu\":1500000000,\"inputTokens\"", StringComparison.Ordinal);
        home.Write(Log, Start(), line).Sync().Single().ReportedCost.ShouldBe(0.015m);
    }

    [Theory]
    [InlineData("github.copilot.nano_aiu")]
    [InlineData("github.copilot.aiu")]
    public void Credits_of_a_trace_are_money_and_its_model_decides_the_price(string name)
    {
        string line = Span("chat", "b", "r1", 100, 7)
            .Replace(
                "\"gen_ai.conversation.id\"",
                $"\"gen_ai.provider.name\":\"github\",\"{name}\":1500000000,\"gen_ai.conversation.id\"",
                StringComparison.Ordinal
            );
        UsageRecord record = home.Write(Traces, line).Sync().Single();
        (record.ReportedCost, record.Provider, record.CostStatus).ShouldBe((0.015m, "openai", CostStatus.Calculated));
    }

    [Fact]
    public void What_a_tool_used_counts_beside_the_records_and_is_a_part_of_a_total()
    {
        string tool =
            """{"type":"tool.execution_complete","data":{"toolUsage":{"requestId":"r1","model":"gpt-image-2","inputTokens":300,"outputTokens":40,"copilotUsage":{"totalNanoAiu":12500000000}}},"timestamp":"2026-11-01T10:03:00Z"}""";
        IReadOnlyList<UsageRecord> records = home.Write(Log, Start(), Record("call-1", 100, 0, 0, 7, 0), tool).Sync();
        records
            .Select(r => (r.Model, r.InputTokens, r.ReportedCost))
            .ShouldBe([("gpt-5.5", 100, null), ("gpt-image-2", 300, 0.125m)], ignoreOrder: true);
        home.Append(Log, Resume(), tool, Shutdown("gpt-image-2", 1, 300, 40));
        home.Sync().Sum(r => r.InputTokens).ShouldBe(700);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_tool_used_before_a_leg_s_first_record_counts(bool isInParts)
    {
        string tool =
            """{"type":"tool.execution_complete","id":"e5","agentId":"a1","data":{"result":{"content":"long"},"toolUsage":{"requestId":"r1","model":"gpt-image-2","inputTokens":300,"outputTokens":40}},"timestamp":"2026-11-02T10:03:00Z"}""";
        home.Write(Log, Start(), Resume(), tool);
        if (isInParts)
            home.Sync().ShouldBeEmpty();
        home.Append(Log, Record("call-1", 100, 0, 0, 7, 0), Shutdown("gpt-5.5", 1, 100, 7));
        home.Sync()
            .Select(r => (r.Model, r.InputTokens, r.SubAgent, r.Timestamp.Minute))
            .ShouldBe([("gpt-5.5", 100, null, 1), ("gpt-image-2", 300, "a1", 3)], ignoreOrder: true);
    }

    [Fact]
    public void Bad_lines_are_one_warning_and_lose_no_neighbour()
    {
        home.Write(
            Log,
            Start(),
            """{"type":"session.usage_record","data":{"usage":{"apiCallId":"x","inputTokens":"many","outputTokens":[]}}}""",
            """{"type":"session.usage_record","data":{"usage":""",
            "\0\0\0",
            """{"\ud800":1,"type":"session.usage_record"}""",
            """{"type":"session.usage_record","data":[{"\ud800":1}],"\ud800":2}""",
            """{"type":"session.shutdown","data":{"modelMetrics":{"\ud800":{"usage":{"inputTokens":1}},"m":5}}}""",
            Record("call-\\ud800", -5, 0, 0, 3, 0),
            Record("call-1", 100, 0, 0, 7, 0)
        );
        home.Sync().Sum(r => r.OutputTokens).ShouldBe(10);
        home.Warnings.Count(warning => warning.Contains("malformed", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static string Start() =>
        """{"type":"session.start","data":{"sessionId":"s1","copilotVersion":"1.0.0","startTime":"2026-11-01T10:00:00Z","selectedModel":"gpt-5.5","context":{"cwd":"/work/web","branch":"main"}},"timestamp":"2026-11-01T10:00:00Z"}""";

    private static string Resume() => """{"type":"session.resume","data":{"selectedModel":"gpt-5.5"},"timestamp":"2026-11-02T10:00:00Z"}""";

    private static string Record(string call, long input, long read, long written, long output, long reasoning, string? agent = null) =>
        $$$$$$"""{"type":"session.usage_record","data":{"usage":{"model":"gpt-5.5","inputTokens":{{{{{{input}}}}}},"cacheReadTokens":{{{{{{read}}}}}},"cacheWriteTokens":{{{{{{written}}}}}},"outputTokens":{{{{{{output}}}}}},"reasoningTokens":{{{{{{reasoning}}}}}},"modelProvider":"other","providerType":"openai","apiCallId":"{{{{{{call}}}}}}","accounting":{"sourceSessionId":"s1"}}},{{{{{{(agent is null ? "" : $"\"agentId\":\"{agent}\",")}}}}}}"timestamp":"2026-11-01T10:01:00Z"}""";

    private static string Message(string id, long output) =>
        $$$$$$"""{"type":"assistant.message","data":{"messageId":"{{{{{{id}}}}}}","outputTokens":{{{{{{output}}}}}}},"timestamp":"2026-11-01T10:02:00Z"}""";

    private static string Shutdown(string model, long requests, long input, long output) =>
        $$$$$$"""{"type":"session.shutdown","data":{"shutdownType":"routine","modelMetrics":{"{{{{{{model}}}}}}":{"requests":{"count":{{{{{{requests}}}}}}},"usage":{"inputTokens":{{{{{{input}}}}}},"outputTokens":{{{{{{output}}}}}}}}}},"timestamp":"2026-11-01T10:05:00Z"}""";

    private static string Span(string operation, string id, string? response, long input, long output) =>
        $$$$$$"""{"type":"span","traceId":"t1","spanId":"{{{{{{id}}}}}}","endTime":[1793530800,0],"attributes":{"gen_ai.operation.name":"{{{{{{operation}}}}}}","gen_ai.conversation.id":"s1",{{{{{{(response is null ? "" : $"\"gen_ai.response.id\":\"{response}\",")}}}}}}"gen_ai.response.model":"gpt-5.5","gen_ai.usage.input_tokens":{{{{{{input}}}}}},"gen_ai.usage.output_tokens":{{{{{{output}}}}}}}}""";

    private void Store(params (long Input, long Output)[] rows) =>
        home.Sql(
            Database,
            [
                "CREATE TABLE sessions (id TEXT PRIMARY KEY, cwd TEXT, branch TEXT, summary TEXT, created_at TEXT, updated_at TEXT)",
                "INSERT INTO sessions VALUES ('s1', '/work/web', 'main', 'A title', '2026-11-01T10:00:00Z', '2026-11-01T10:05:00Z')",
                "CREATE TABLE assistant_usage_events (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER, created_at TEXT)",
                .. rows.Select(row =>
                    $"INSERT INTO assistant_usage_events(session_id, model, input_tokens, output_tokens, created_at) VALUES ('s1', 'gpt-5.5', {row.Input}, {row.Output}, '2026-11-01T10:01:00.000Z')"
                ),
            ]
        );
}

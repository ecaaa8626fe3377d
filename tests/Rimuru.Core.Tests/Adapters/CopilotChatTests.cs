using Rimuru.Core.Adapters.CopilotChat;
using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>What journals of chats, sub-agents and places have beside the usual.</summary>
public sealed class CopilotChatTests : IDisposable
{
    private const string User = ".config/Code/User";
    private const string Journal = $"{User}/globalStorage/emptyWindowChatSessions/c1.jsonl";
    private const string Traces = $"{User}/globalStorage/github.copilot-chat/agent-traces.db";
    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_turn_that_is_asked_again_takes_the_place_of_the_old_one_and_both_count()
    {
        home.File(
            Journal,
            """
            {"kind":0,"v":{"version":3,"sessionId":"c1","creationDate":1785500000000,"requests":[]}}
            {"kind":2,"k":["requests"],"v":[{"requestId":"r1","timestamp":1785500000000,"modelId":"copilot/gpt-5.5","promptTokens":100,"completionTokens":10}]}
            {"kind":2,"k":["requests"],"i":0,"v":[{"requestId":"r2","timestamp":1785500010000,"modelId":"copilot/auto"}]}
            {"kind":1,"k":["requests",0,"result"],"v":{"metadata":{"promptTokens":200,"outputTokens":20,"resolvedModel":"gpt-5.4-mini"}}}

            """
        );
        home.Ingest("CopilotChat")
            .Select(record => (record.Model, record.InputTokens, record.OutputTokens, record.Evidence))
            .Order()
            .ShouldBe([("gpt-5.4-mini", 200, 20, UsageEvidence.Partial), ("gpt-5.5", 100, 10, UsageEvidence.Partial)]);
    }

    [Fact]
    public void Requests_of_a_sub_agents_log_count_for_its_session()
    {
        home.File(
            $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/c1/explore-c9.jsonl",
            """
            {"ts":1785500001001,"sid":"c9","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5,"cachedTokens":20}}

            """
        );
        UsageRecord record = home.Ingest("CopilotChat").ShouldHaveSingleItem();
        (record.SessionId, record.SubAgent, record.InputTokens, record.CacheReadTokens).ShouldBe(("c1", "explore", 30, 20));
    }

    [Fact]
    public void The_credits_of_a_turn_are_money()
    {
        home.File(
            Journal,
            """
            {"kind":0,"v":{"version":3,"sessionId":"c1","creationDate":1785500000000,"requests":[{"requestId":"r1","timestamp":1785500000000,"modelId":"copilot/gpt-5.5","promptTokens":100,"completionTokens":10,"copilotCredits":41.7}]}}

            """
        );
        UsageRecord record = home.Ingest("CopilotChat").ShouldHaveSingleItem();
        (record.ReportedCost, record.ReportedCredits, record.CreditUnit).ShouldBe((0.417m, 41.7m, "Copilot AI credits"));
    }

    [Fact]
    public void The_credits_of_a_request_are_money_if_they_are_billed()
    {
        home.File(
            $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/c1/main.jsonl",
            """
            {"ts":1785500001001,"sid":"c1","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5,"debugName":"panel/editAgent","copilotUsageNanoAiu":8097000000}}
            {"ts":1785500001002,"sid":"c1","type":"llm_request","spanId":"b","attrs":{"model":"gpt-5-mini","inputTokens":50,"outputTokens":4,"debugName":"title","copilotUsageNanoAiu":5000000}}

            """
        );
        home.Sql(
            Traces,
            "CREATE TABLE spans(span_id TEXT PRIMARY KEY, operation_name TEXT, agent_name TEXT, chat_session_id TEXT, start_time_ms INTEGER, input_tokens INTEGER, output_tokens INTEGER)",
            "CREATE TABLE span_attributes(span_id TEXT, key TEXT, value TEXT, PRIMARY KEY(span_id, key))",
            "INSERT INTO spans VALUES ('c', 'chat', 'panel/editAgent', 'c2', 1785500001003, 60, 6), ('d', 'chat', 'title', 'c2', 1785500001004, 60, 7)",
            "INSERT INTO span_attributes VALUES ('c', 'copilot_chat.copilot_usage_nano_aiu', '2500000000'), ('d', 'copilot_chat.copilot_usage_nano_aiu', '5000000')"
        );
        home.Ingest("CopilotChat")
            .Select(record => (record.OutputTokens, record.ReportedCost))
            .Order()
            .ShouldBe([(4, null), (5, 0.08097m), (6, 0.025m), (7, null)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_session_of_Copilot_CLI_or_Claude_Code_in_the_editor_is_theirs(bool isProgramFirst)
    {
        home.File(
                ".copilot/session-state/cli-1/events.jsonl",
                """
                {"type":"session.start","id":"e1","timestamp":"2026-08-05T09:00:00Z","data":{"sessionId":"cli-1"}}
                {"type":"session.usage_record","id":"e2","timestamp":"2026-08-05T09:01:00Z","data":{"usage":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5}}}

                """
            )
            .File(
                $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/cli-1/main.jsonl",
                """
                {"ts":1785920460000,"sid":"cli-1","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5}}

                """
            )
            .File(
                $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/claude-1/main.jsonl",
                """
                {"ts":1785920460000,"sid":"claude-1","type":"llm_request","spanId":"a","attrs":{"model":"claude-sonnet-4.6","inputTokens":50,"outputTokens":5,"debugName":"Claude Copilot Proxy"}}

                """
            );
        home.Sync(isProgramFirst ? "Copilot" : "CopilotChat");
        home.Sync(isProgramFirst ? "CopilotChat" : "Copilot");
        home.Usage().ShouldHaveSingleItem().Agent.ShouldBe("Copilot");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_editor_exports_counts_with_its_chats(bool isExportFirst)
    {
        string Span(string id, long input) =>
            $$$"""{"name":"chat gpt-5.5","traceId":"t1","spanId":"{{{id}}}","endTime":[1785920460,0],"attributes":{"gen_ai.operation.name":"chat","gen_ai.provider.name":"github","gen_ai.response.model":"gpt-5.5","gen_ai.response.id":"053fc66d-aaaa-4fa8","gen_ai.conversation.id":"c1","copilot_chat.chat_session_id":"c1","copilot_chat.copilot_usage_nano_aiu":1000000000,"gen_ai.usage.input_tokens":{{{input}}},"gen_ai.usage.output_tokens":5}}""";
        home.File(".copilot/otel/editor.jsonl", $"{Span("a", 100)}\n{Span("b", 200)}\n")
            .File(
                $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/c1/main.jsonl",
                """
                {"ts":1785920450000,"sid":"c1","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":100,"outputTokens":5}}

                """
            )
            .File(
                Journal,
                """
                {"kind":0,"v":{"version":3,"sessionId":"c1","creationDate":1785920440000,"requests":[{"requestId":"r1","timestamp":1785920440000,"modelId":"copilot/gpt-5.5","promptTokens":200,"completionTokens":10}]}}

                """
            );
        home.Sync(isExportFirst ? "Copilot" : "CopilotChat");
        home.Sync(isExportFirst ? "CopilotChat" : "Copilot");
        home.Usage()
            .Select(record => (record.Agent, record.SessionId, record.InputTokens, record.Provider, record.ReportedCost))
            .ShouldBe([("CopilotChat", "c1", 100, "openai", 0.01m), ("CopilotChat", "c1", 200, "openai", 0.01m)], ignoreOrder: true);
    }

    [Theory]
    [InlineData(1785920450000)]
    [InlineData(1785920430000)]
    public void All_models_of_a_logged_turn_give_way_to_its_requests(long requestMs)
    {
        home.File(
                $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/c1/main.jsonl",
                $$$"""
                {"ts":{{{requestMs}}},"sid":"c1","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5}}
                {"ts":{{{requestMs
                    + 1}}},"sid":"c1","type":"llm_request","spanId":"b","attrs":{"model":"gpt-5-mini","inputTokens":40,"outputTokens":4}}

                """
            )
            .File(
                Journal,
                """
                {"kind":0,"v":{"version":3,"sessionId":"c1","creationDate":1785920440000,"requests":[{"requestId":"r1","timestamp":1785920440000,"modelId":"copilot/gpt-5.5","promptTokens":50,"completionTokens":5,"modelTotals":[{"model":"copilot/gpt-5.5","inputTokens":50,"outputTokens":5},{"model":"copilot/gpt-5-mini","inputTokens":40,"outputTokens":4}]}]}}

                """
            );
        List<UsageRecord> told = home.Ingest("CopilotChat");
        (told.Count, told.Sum(record => record.OutputTokens)).ShouldBe((2, 9));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Totals_that_a_logged_turn_gets_later_do_not_count_beside_its_requests(int? version)
    {
        const int Chats = 8; // the keys' order is chance
        string Chat(int i) => $"{User}/globalStorage/emptyWindowChatSessions/c{i}.jsonl";
        for (int i = 0; i < Chats; i++)
            home.File(
                    $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/c{i}/main.jsonl",
                    $$$"""
                    {"ts":1785920450000,"sid":"c{{{i}}}","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5}}

                    """
                )
                .File(
                    Chat(i),
                    $$$"""
                    {"kind":0,"v":{"version":3,"sessionId":"c{{{i}}}","creationDate":1785920440000,"requests":[{"requestId":"r1","timestamp":1785920440000,"modelId":"copilot/gpt-5.5","promptTokens":50,"completionTokens":5}]}}

                    """
                );
        home.Ingest("CopilotChat").Count.ShouldBe(Chats);
        for (int i = 0; i < Chats; i++)
            File.AppendAllText(
                home.Path(Chat(i)),
                """{"kind":1,"k":["requests",0,"modelTotals"],"v":[{"model":"copilot/gpt-5.5","inputTokens":50,"outputTokens":5}]}""" + "\n"
            );
        if (version is not null)
            home.Sql("../ledger.db", $"UPDATE file SET reader_version = {version}");
        home.Sync("CopilotChat");
        home.Usage().Sum(record => record.OutputTokens).ShouldBe(5 * Chats);
    }

    [Theory]
    [InlineData("gpt-5.5", "claude-haiku-4.5")]
    [InlineData("gpt-5.5", "gpt-5.5-mini")]
    public void A_turn_s_credits_count_once_if_it_uses_another_model_later(string first, string second)
    {
        string Total(string model) => $$"""{"model":"copilot/{{model}}","inputTokens":100,"outputTokens":10}""";
        string Totals(params string[] models) =>
            $$"""{"kind":1,"k":["requests",0,"modelTotals"],"v":[{{string.Join(',', models.Select(Total))}}]}""" + "\n";
        home.File(
            Journal,
            """
            {"kind":0,"v":{"version":3,"sessionId":"c1","creationDate":1785500000000,"requests":[{"requestId":"r1","timestamp":1785500000000,"modelId":"copilot/gpt-5.5","copilotCredits":41.7}]}}

            """ + Totals(first)
        );
        home.Ingest("CopilotChat").ShouldHaveSingleItem().ReportedCost.ShouldBe(0.417m);
        File.AppendAllText(home.Path(Journal), Totals(second, first));
        List<UsageRecord> told = home.Ingest("CopilotChat");
        (told.Count, told.Sum(record => record.ReportedCost)).ShouldBe((2, 0.417m));
    }

    [Fact]
    public void A_trace_without_credits_does_not_hide_those_of_the_debug_log()
    {
        home.File(
            $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/c1/main.jsonl",
            """
            {"ts":1785500001001,"sid":"c1","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5,"copilotUsageNanoAiu":8097000000}}

            """
        );
        home.Sql(
            Traces,
            "CREATE TABLE spans(span_id TEXT PRIMARY KEY, operation_name TEXT, chat_session_id TEXT, start_time_ms INTEGER, input_tokens INTEGER, output_tokens INTEGER)",
            "INSERT INTO spans VALUES ('a', 'chat', 'c1', 1785500001001, 50, 5)"
        );
        home.Ingest("CopilotChat").ShouldHaveSingleItem().ReportedCost.ShouldBe(0.08097m);
    }

    [Fact]
    public void What_Claude_Code_used_in_the_editor_counts_no_more_after_an_update()
    {
        string Inference(string agent) =>
            $$$"""{"hrTime":[1785920460,0],"_body":"GenAI inference: claude-sonnet-4.6","attributes":{"event.name":"gen_ai.client.inference.operation.details","gen_ai.agent.name":"{{{agent}}}","gen_ai.response.id":"053fc66d-aaaa-4fa8","copilot_chat.chat_session_id":"c1","gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":5}}"""
            + "\n";
        const string Export = ".copilot/otel/editor.jsonl";
        home.File(Export, Inference("panel/editAgent")).Sync("Copilot");
        home.Usage().ShouldHaveSingleItem();
        home.File(Export, Inference("Claude Copilot Proxy")).Sql("../ledger.db", "UPDATE file SET reader_version = 8");
        home.Sync("Copilot");
        home.Usage().ShouldBeEmpty();
    }

    [Fact]
    public void An_update_keeps_the_record_of_Copilot_CLI_whose_response_the_editor_exports_too()
    {
        home.File(
                ".copilot/session-state/cli-1/events.jsonl",
                """
                {"type":"session.start","id":"e1","timestamp":"2026-08-05T09:00:00Z","data":{"sessionId":"cli-1"}}
                {"type":"session.usage_record","id":"e2","timestamp":"2026-08-05T09:01:00Z","data":{"usage":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5,"apiCallId":"053fc66d-aaaa-4fa8-b1c2-0123456789ab"}}}

                """
            )
            .File(
                ".copilot/otel/editor.jsonl",
                """
                {"name":"chat gpt-5.5","traceId":"t1","spanId":"a","endTime":[1785920460,0],"attributes":{"gen_ai.operation.name":"chat","gen_ai.response.id":"053fc66d-aaaa-4fa8-b1c2-0123456789ab","copilot_chat.chat_session_id":"cli-1","gen_ai.usage.input_tokens":50,"gen_ai.usage.output_tokens":5}}

                """
            );
        home.Sync("Copilot");
        home.Sql("../ledger.db", "UPDATE file SET reader_version = 8");
        home.Sync("Copilot");
        home.Usage().ShouldHaveSingleItem().Agent.ShouldBe("Copilot");
    }

    [Theory]
    [InlineData("globalStorage/chatSessions/w1")]
    [InlineData("profiles/-1a2b/globalStorage/chatSessions/w1")]
    [InlineData("profiles/-1a2b/globalStorage/emptyWindowChatSessions")]
    public void Chats_of_all_workspaces_and_of_profiles_are_read(string folder)
    {
        home.File($"{User}/workspaceStorage/w1/workspace.json", """{"folder":"file:///work/shop"}""")
            .File(
                $"{User}/{folder}/c1.jsonl",
                """
                {"kind":0,"v":{"version":3,"sessionId":"c1","creationDate":1785500000000,"requests":[{"requestId":"r1","timestamp":1785500000000,"modelId":"copilot/gpt-5.5","promptTokens":100,"completionTokens":10}]}}

                """
            );
        home.Ingest("CopilotChat").ShouldHaveSingleItem().Project.ShouldBe(folder.EndsWith("w1", StringComparison.Ordinal) ? "shop" : null);
    }

    [Fact]
    public void An_editor_without_chats_is_not_the_agent()
    {
        home.File($"{User}/workspaceStorage/w1/workspace.json", "{}");
        home.File($"{User}/settings.json", "{}");
        home.Ingest("CopilotChat").ShouldBeEmpty();
        new CopilotChatAdapter()
            .Locate(HostEnvironment.Of(home.Home, new Dictionary<string, string>()), null)
            .ShouldAllBe(place => !Path.Exists(place));
    }
}

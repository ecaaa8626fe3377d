using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>What the usage object of a response means.</summary>
public sealed class ClaudeCodeUsageTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Input_excludes_the_cache_and_output_includes_the_thinking()
    {
        home.Write(
            Log,
            Assistant(
                usage: """ "input_tokens":3,"cache_read_input_tokens":500,"cache_creation_input_tokens":70,"cache_creation":{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":20},"output_tokens":90,"output_tokens_details":{"thinking_tokens":60} """
            )
        );
        home.Only().Tokens().ShouldBe(new TokenUsage(3, 500, 50, 20, 90, 60));
    }

    [Fact]
    public void Without_a_split_every_write_is_short_lived()
    {
        home.Write(Log, Assistant(usage: """ "input_tokens":1,"cache_creation_input_tokens":70,"output_tokens":1 """));
        home.Only().Tokens().ShouldBe(new TokenUsage(1, 0, 70, 0, 1, 0));
    }

    [Theory]
    [InlineData(""" "cache_creation":null, """)]
    [InlineData(""" "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}, """)]
    public void An_empty_split_is_no_split(string split)
    {
        home.Write(Log, Assistant(usage: split + """ "input_tokens":1,"cache_creation_input_tokens":70,"output_tokens":1 """));
        home.Only().CacheWrite5mTokens.ShouldBe(70);
    }

    [Fact]
    public void A_split_that_contradicts_its_total_gives_way_to_the_iteration_in_which_both_agree()
    {
        home.Write(
            Log,
            Assistant(
                usage: """
                 "input_tokens":1,"output_tokens":9,"cache_creation_input_tokens":700,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":999},"iterations":[
                {"type":"message","cache_creation_input_tokens":299,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":299}},
                {"type":"message","cache_creation_input_tokens":700,"cache_creation":{"ephemeral_5m_input_tokens":300,"ephemeral_1h_input_tokens":400}}]
                """.ReplaceLineEndings("")
            )
        );
        home.Only().Tokens().ShouldBe(new TokenUsage(1, 0, 300, 400, 9, 0));
    }

    [Fact]
    public void Where_no_iteration_agrees_the_split_stands()
    {
        home.Write(
            Log,
            Assistant(
                usage: """ "input_tokens":1,"output_tokens":9,"cache_creation_input_tokens":700,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":999},"iterations":[{"type":"message","cache_creation_input_tokens":299}] """
            )
        );
        home.Only().Tokens().ShouldBe(new TokenUsage(1, 0, 0, 999, 9, 0));
    }

    [Fact]
    public void An_advisors_call_is_a_request_of_its_own_under_its_own_model()
    {
        home.Write(
            Log,
            Assistant(
                usage: """ "input_tokens":2,"output_tokens":40,"iterations":[{"type":"message","input_tokens":2,"output_tokens":40},{"type":"advisor_message","model":"claude-opus-4-5","input_tokens":900,"output_tokens":70}] """
            )
        );
        home.Records()
            .Select(r => (r.Model, r.InputTokens, r.OutputTokens, r.Requests))
            .Order()
            .ShouldBe([("claude-opus-4-5", 900, 70, 1), ("claude-sonnet-4-5", 2, 40, 1)]);
        home.Write(Log.Replace("one", "copy", StringComparison.Ordinal), File.ReadAllLines(home.In(Log)));
        home.Records().Count.ShouldBe(2);
    }

    [Fact]
    public void Null_details_and_iterations_are_none()
    {
        home.Write(
            Log,
            Assistant(
                usage: """ "input_tokens":1,"output_tokens":2,"output_tokens_details":null,"iterations":null,"server_tool_use":null,"cache_creation":null,"service_tier":null,"speed":null """
            )
        );
        UsageRecord record = home.Only();
        record.Tokens().ShouldBe(new TokenUsage(1, 0, 0, 0, 2, 0));
        record.ServiceTier.ShouldBeNull();
        home.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(""" "speed":"fast" """, "fast")]
    [InlineData(""" "service_tier":"batch" """, "batch")]
    [InlineData(""" "service_tier":"priority","speed":"fast" """, "priority,fast")]
    [InlineData(""" "inference_geo":"us" """, "us")]
    [InlineData(""" "service_tier":"standard","speed":"standard","inference_geo":"" """, null)]
    [InlineData(""" "inference_geo":"au" """, "region:au")]
    [InlineData(""" "speed":"turbo" """, "fast")]
    public void Speed_and_tier_are_kept_where_they_change_the_price(string terms, string? expected)
    {
        home.Write(Log, Assistant(usage: """ "input_tokens":1,"output_tokens":2, """ + terms));
        home.Only().ServiceTier.ShouldBe(expected);
    }

    [Fact]
    public void The_agents_own_cost_is_kept_beside_the_computed_one()
    {
        home.Write(Log, Assistant(extra: """ "costUSD":0.025, """));
        UsageRecord record = home.Only();
        record.ReportedCost.ShouldBe(0.025m);
        record.CostStatus.ShouldBe(CostStatus.Calculated);
    }

    [Theory]
    [InlineData("<synthetic>", "", 0)]
    [InlineData("claude-sonnet-4-5", """ "isApiErrorMessage":true, """, 0)]
    public void Messages_that_no_model_wrote_are_no_requests(string model, string extra, int expected)
    {
        home.Write(Log, Assistant(model: model, extra: extra, usage: """ "input_tokens":0,"output_tokens":0 """));
        home.Records().Count.ShouldBe(expected);
    }

    [Fact]
    public void What_a_tool_printed_is_never_read_as_usage()
    {
        home.Write(
            Log,
            """{"type":"user","sessionId":"one","timestamp":"2026-07-01T10:00:00Z","message":{"content":[{"type":"tool_result","content":"x"}]},"toolUseResult":{"type":"assistant","message":{"id":"msg_9","usage":{"input_tokens":900}}}}""",
            """{"type":"progress","sessionId":"one","timestamp":"2026-07-01T10:00:00Z","data":{"message":{"type":"assistant","message":{"id":"msg_8","usage":{"input_tokens":900}}}}}""",
            Assistant(message: """ "content":[{"type":"tool_use","input":{"model":null,"id":null,"usage":{"input_tokens":5000}}}], """)
        );
        home.Only().Tokens().ShouldBe(new TokenUsage(10, 0, 0, 0, 5, 0));
    }

    [Fact]
    public void A_reported_search_counter_is_what_was_searched()
    {
        home.Write(
            Log,
            Assistant(
                message: """ "content":[{"type":"tool_use","name":"WebSearch"}], """,
                usage: """ "input_tokens":1,"output_tokens":1,"server_tool_use":{"web_search_requests":3} """
            ),
            """{"type":"user","uuid":"u2","parentUuid":"u-msg_01AbCdEfGhIjKlMnOpQrStUv","sessionId":"one","timestamp":"2026-07-01T10:00:01Z","message":{"content":[]},"toolUseResult":{"searchCount":5}}"""
        );
        home.Only().WebSearches.ShouldBe(3);
    }

    [Fact]
    public void The_tools_own_count_is_a_fee_without_a_request()
    {
        home.Write(
            Log,
            Assistant(
                message: """ "content":[{"type":"tool_use","name":"WebSearch"}], """,
                usage: """ "input_tokens":0,"output_tokens":0,"cache_read_input_tokens":1,"server_tool_use":{"web_search_requests":0} """
            ),
            """{"type":"user","uuid":"u2","parentUuid":"u-msg_01AbCdEfGhIjKlMnOpQrStUv","sessionId":"one","timestamp":"2026-07-01T10:00:01Z","message":{"content":[]},"toolUseResult":{"query":"x","searchCount":4}}"""
        );
        List<UsageRecord> records = home.Records();
        records.Select(r => (r.Requests, r.WebSearches)).ShouldBe([(1, 0), (0, 4)]);
        records[1].Cost.ShouldBe(0.04m);
        home.Write(
            Log.Replace("one", "fork", StringComparison.Ordinal),
            [.. File.ReadAllLines(home.In(Log)).Select(line => line.Replace("\"one\"", "\"fork\"", StringComparison.Ordinal))]
        );
        home.Records().Sum(r => r.WebSearches).ShouldBe(4);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_search_whose_result_is_written_later_is_counted_then()
    {
        home.Write(Log, Assistant(message: """ "content":[{"type":"tool_use","name":"WebSearch"}], """));
        home.Only();
        home.Append(
            Log,
            """{"type":"user","uuid":"u2","sourceToolAssistantUUID":"u-msg_01AbCdEfGhIjKlMnOpQrStUv","parentUuid":"x","sessionId":"one","timestamp":"2026-07-01T10:00:01Z","toolUseResult":{"searchCount":2}}"""
                + "\n"
        );
        home.Records().Sum(r => r.WebSearches).ShouldBe(2);
    }

    [Fact]
    public void The_results_of_several_searches_may_hang_on_each_other()
    {
        string Result(string uuid, string parent, int count) =>
            $$$"""{"type":"user","uuid":"{{{uuid}}}","parentUuid":"{{{parent}}}","sessionId":"one","timestamp":"2026-07-01T10:00:01Z","toolUseResult":{"searchCount":{{{count}}} } }""";
        home.Write(
            Log,
            Assistant(message: """ "content":[{"type":"tool_use","name":"WebSearch"},{"type":"tool_use","name":"WebSearch"}], """),
            Result("u2", "u-msg_01AbCdEfGhIjKlMnOpQrStUv", 2)
        );
        home.Records().Sum(r => r.WebSearches).ShouldBe(2);
        home.Append(Log, Result("u3", "u2", 3) + "\n");
        home.Records().Sum(r => r.WebSearches).ShouldBe(5);
    }

    [Fact]
    public void A_count_of_another_tool_is_no_fee()
    {
        home.Write(
            Log,
            Assistant(message: """ "content":[{"type":"tool_use","name":"Grep"}], """),
            """{"type":"user","uuid":"u2","parentUuid":"u-msg_01AbCdEfGhIjKlMnOpQrStUv","sessionId":"one","timestamp":"2026-07-01T10:00:01Z","toolUseResult":{"searchCount":4}}"""
        );
        home.Only().WebSearches.ShouldBe(0);
    }

    [Theory]
    [InlineData("claude-haiku-5-5", 60_000, 60_000, 0.013)] // a band of prompts above 100,000 tokens, which no pass reaches
    [InlineData("claude-haiku-5-5", 60_000, 110_000, 0.064)]
    [InlineData("claude-sonnet-4-5", 150_000, 190_000, 1.05)]
    public void Each_pass_is_priced_by_its_own_prompt(string model, long first, long second, double cost)
    {
        static string Counts(long input, long output) => $""" "input_tokens":{input},"output_tokens":{output} """;
        string whole = Counts(first + second, 2000),
            passes = $$""" [{"type":"message",{{Counts(first, 1000)}}},{"type":"message",{{Counts(second, 1000)}}}] """;
        home.Write(Log, Assistant(model: model, time: "2026-11-20T10:00:00Z", usage: $""" {whole},"iterations":{passes} """));
        List<UsageRecord> records = home.Records();
        records.Select(r => (r.InputTokens, r.Requests)).Order().ShouldBe(new[] { (first, 0L), (second, 1L) }.Order());
        records.Sum(r => r.Cost).ShouldBe((decimal)cost);
        home.Write(Log.Replace("one", "copy", StringComparison.Ordinal), File.ReadAllLines(home.In(Log)));
        home.Records().Sum(r => r.Cost).ShouldBe((decimal)cost);
    }

    [Fact]
    public void Passes_share_the_writes_whose_life_only_the_whole_tells_and_the_thinking()
    {
        home.Write(
            Log,
            Assistant(
                usage: """
                "input_tokens":4,"cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":250},"output_tokens":90,"output_tokens_details":{"thinking_tokens":60},"iterations":[
                {"type":"message","input_tokens":1,"cache_creation_input_tokens":200,"output_tokens":50},
                {"type":"message","input_tokens":3,"cache_creation_input_tokens":100,"output_tokens":40}]
                """.ReplaceLineEndings("")
            )
        );
        home.Records()
            .Select(r => r.Tokens())
            .OrderBy(tokens => tokens.Input)
            .ShouldBe([new TokenUsage(1, 0, 0, 200, 50, 20), new TokenUsage(3, 0, 50, 50, 40, 40)]);
    }

    [Fact]
    public void Passes_that_do_not_add_up_are_one_request()
    {
        home.Write(
            Log,
            Assistant(
                usage: """ "input_tokens":4,"output_tokens":9,"iterations":[{"type":"message","input_tokens":1,"output_tokens":5},{"type":"message","input_tokens":2,"output_tokens":4}] """
            )
        );
        home.Only().Tokens().ShouldBe(new TokenUsage(4, 0, 0, 0, 9, 0));
    }

    [Fact]
    public void An_advisor_has_the_region_of_the_response_but_not_its_speed_and_tier()
    {
        home.Write(
            Log,
            Assistant(
                model: "claude-opus-5-5",
                time: "2026-11-20T10:00:00Z",
                usage: """ "input_tokens":2,"output_tokens":40,"speed":"fast","service_tier":"batch","inference_geo":"us","iterations":[{"type":"advisor_message","model":"claude-fable-5-2","input_tokens":10000,"output_tokens":1000}] """
            )
        );
        UsageRecord advisor = home.Records().Single(r => r.Model == "claude-fable-5-2");
        (advisor.ServiceTier, advisor.Cost).ShouldBe(("us", 0.132m));
    }

    [Fact]
    public void What_is_fast_only_for_the_model_that_was_asked_has_the_standard_price_of_the_one_that_took_over()
    {
        home.Write(
            Log,
            Assistant(
                model: "claude-sonnet-5-5",
                time: "2026-11-20T10:00:00Z",
                usage: """ "input_tokens":10000,"output_tokens":100,"speed":"fast","iterations":[{"type":"message","model":"claude-opus-5-5","input_tokens":10000,"output_tokens":50},{"type":"fallback_message","model":"claude-sonnet-5-5","input_tokens":10000,"output_tokens":100}] """
            )
        );
        home.Records().Select(r => (r.Model, r.Cost)).Order().ShouldBe([("claude-opus-5-5", 0.082m), ("claude-sonnet-5-5", 0.021m)]);
    }

    [Theory]
    [InlineData("claude-export-import", "")]
    [InlineData("claude-sonnet-4-5", """ "madeBy":"other", """)]
    [InlineData("claude-sonnet-4-5", """ "madeBy":"input", """)]
    public void Messages_that_were_made_elsewhere_are_no_requests(string model, string extra)
    {
        string line = Assistant(model: model, extra: extra, usage: """ "input_tokens":0,"output_tokens":0 """);
        home.Write(Log, line);
        home.Records().ShouldBeEmpty();
    }
}

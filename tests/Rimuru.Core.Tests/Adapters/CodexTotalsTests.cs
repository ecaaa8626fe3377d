using static Rimuru.Core.Tests.Adapters.CodexLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>How running totals and records become responses.</summary>
public sealed class CodexTotalsTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_response_is_the_difference_of_two_totals()
    {
        home.Write(Log, Meta(), Model("gpt-5.5"), Count(2, (100, 40, 10), (100, 40, 10)), Count(3, (350, 140, 30), (250, 100, 20)));
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 150, 100, 20)]);
    }

    [Fact]
    public void The_input_holds_what_was_cached_and_written_and_the_output_the_reasoning()
    {
        home.Write(
            Log,
            Meta(),
            Line(
                "event_msg",
                """ "type":"token_count","info":{"total_token_usage":{"input_tokens":100,"cached_input_tokens":50,"cache_write_input_tokens":20,"output_tokens":30,"reasoning_output_tokens":25,"total_tokens":130}} """,
                1
            )
        );
        home.Only().Tokens().ShouldBe(new TokenUsage(30, 50, 20, 0, 30, 25));
    }

    [Fact]
    public void An_unchanged_total_is_nothing_however_large_the_last()
    {
        home.Write(
            Log,
            Meta(),
            Count(2, (100, 40, 10), (100, 40, 10)),
            Count(3, (100, 40, 10), (225_513, 0, 99)),
            Count(4, (150, 40, 12), (50, 0, 2))
        );
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 50, 0, 2)]);
    }

    [Fact]
    public void An_estimate_after_a_compaction_is_no_usage()
    {
        home.Write(
            Log,
            Meta(),
            Count(2, (100, 40, 10), (100, 40, 10)),
            Line(
                "event_msg",
                """ "type":"token_count","info":{"total_token_usage":{"input_tokens":100,"cached_input_tokens":40,"output_tokens":10,"total_tokens":34508},"last_token_usage":{"input_tokens":0,"output_tokens":0,"total_tokens":34398}} """,
                3
            )
        );
        home.Counted().ShouldBe([("one", 60, 40, 10)]);
    }

    [Fact]
    public void Without_info_there_is_nothing_to_count()
    {
        home.Write(
            Log,
            Meta(),
            Line("event_msg", """ "type":"token_count","info":null,"rate_limits":{"primary":{"used_percent":3}} """, 1),
            Count(2, (100, 40, 10), (100, 40, 10))
        );
        home.Counted().Count.ShouldBe(1);
    }

    [Fact]
    public void Without_totals_the_last_usage_counts()
    {
        home.Write(Log, Meta(), Count(2, null, (100, 40, 10)), Count(3, null, (100, 40, 10)));
        home.Counted().Count.ShouldBe(2);
    }

    [Fact]
    public void A_total_holds_what_a_row_without_one_told_before()
    {
        home.Write(FileOf("one"), Meta(), Count(2, null, (100, 40, 10)), Count(3, (150, 40, 15), null));
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 50, 0, 5)]);
        home.Write(FileOf("two"), Meta("two"), Count(2, (100, 40, 10), (100, 40, 10)), Count(3, null, (50, 0, 5)));
        home.Sync("Codex");
        home.Append(FileOf("two"), Count(4, (170, 40, 17), (20, 0, 2)) + "\n");
        home.Counted().Where(r => r.Session == "two").ShouldBe([("two", 60, 40, 10), ("two", 50, 0, 5), ("two", 20, 0, 2)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Where_totals_tell_their_sum_only_the_last_usage_counts(int cut)
    {
        static string Sum(double at, long last, long sum) =>
            Line(
                "event_msg",
                $$$""" "type":"token_count","info":{"last_token_usage":{"input_tokens":{{{last}}},"output_tokens":200,"total_tokens":{{{last + 200}}}},"total_token_usage":{"input_tokens":0,"output_tokens":0,"total_tokens":{{{sum}}}}} """,
                at
            );
        string[] lines = [Sum(2, 500, 700), Sum(3, 500, 700), Sum(4, 300, 1200)];
        home.Write(Log, [Meta(), .. lines[..cut]]).Sync("Codex");
        home.Append(Log, string.Concat(lines[cut..].Select(line => line + "\n")));
        home.Counted().ShouldBe([("one", 500, 0, 200), ("one", 300, 0, 200)]);
    }

    [Fact]
    public void A_total_that_falls_starts_anew()
    {
        home.Write(
            Log,
            Meta(),
            Count(2, (100, 40, 10), (100, 40, 10)),
            Count(3, (90, 0, 20), (70, 0, 15)),
            Count(4, (99, 0, 22), (9, 0, 2))
        );
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 70, 0, 15), ("one", 9, 0, 2)]);
    }

    [Fact]
    public void Where_a_fallen_total_has_no_last_it_stands_for_itself()
    {
        home.Write(Log, Meta(), Count(2, (100, 40, 10), null), Count(3, (90, 0, 20), null));
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 90, 0, 20)]);
    }

    [Fact]
    public void A_resumed_process_may_begin_with_a_higher_total()
    {
        home.Write(Log, Meta(), Count(2, (100, 40, 10), (100, 40, 10)), Count(3, (500, 100, 20), (500, 100, 20)));
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 400, 100, 20)]);
    }

    [Fact]
    public void A_file_without_its_head_counts_what_its_first_total_holds_once()
    {
        string[] lines =
        [
            Meta(),
            Count(2, (100, 40, 10), (100, 40, 10)),
            Count(3, (350, 140, 30), (250, 100, 20)),
            Count(4, (400, 140, 31), (50, 0, 1)),
        ];
        home.Write(FileOf("one"), lines);
        home.Counted().Count.ShouldBe(3);
        home.Write(FileOf("one"), [lines[0], .. lines[2..]]);
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 150, 100, 20), ("one", 50, 0, 1)]);
    }

    [Fact]
    public void A_record_and_the_count_behind_it_are_one_response()
    {
        home.Write(
            Log,
            Meta(),
            Model("gpt-5.5"),
            Record(2, "r1", (100, 40, 10), (100, 40, 10)),
            Count(7, (100, 40, 10), (100, 40, 10)),
            Record(8, "r2", (50, 0, 5), (150, 40, 15)),
            Count(9, (150, 40, 15), (50, 0, 5))
        );
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 50, 0, 5)]);
    }

    [Fact]
    public void A_count_and_the_record_behind_it_are_one_response_even_when_read_apart()
    {
        home.Write(Log, Meta(), Count(2, (100, 40, 10), (100, 40, 10)));
        home.Counted().Count.ShouldBe(1);
        home.Append(Log, Record(3, "r1", (100, 40, 10), (100, 40, 10)) + "\n");
        home.Counted().ShouldBe([("one", 60, 40, 10)]);
        home.Append(Log, Count(4, (100, 40, 10), (100, 40, 10)) + "\n");
        home.Counted().ShouldBe([("one", 60, 40, 10)]);
    }

    [Fact]
    public void Either_source_alone_gives_the_same()
    {
        home.Write(
            FileOf("one"),
            Meta(),
            Model("gpt-5.5"),
            Record(2, "r1", (100, 40, 10), (100, 40, 10)),
            Record(8, "r2", (50, 0, 5), (150, 40, 15))
        );
        home.Write(
            FileOf("two"),
            Meta("two"),
            Model("gpt-5.5"),
            Count(2, (100, 40, 10), (100, 40, 10)),
            Count(8, (150, 40, 15), (50, 0, 5))
        );
        home.Counted()
            .Select(r => r with { Session = "" })
            .Order()
            .ShouldBe([("", 50, 0, 5), ("", 50, 0, 5), ("", 60, 40, 10), ("", 60, 40, 10)]);
    }

    [Fact]
    public void The_same_response_in_two_files_counts_once()
    {
        home.Write(Log, Meta(), Record(2, "r1", (100, 40, 10), (100, 40, 10)));
        home.Write(
            FileOf("two"),
            Meta("two", 60, """ "forked_from_id":"one", """),
            Record(61, "r1", (100, 40, 10), (100, 40, 10), "one"),
            Record(62, "r2", (7, 0, 1), (107, 40, 11), "two")
        );
        home.Counted().ShouldBe([("one", 60, 40, 10), ("two", 7, 0, 1)]);
    }

    [Fact]
    public void Twins_of_unrelated_threads_both_count()
    {
        home.Write(FileOf("one"), Meta(), Count(2, (100, 40, 10), (100, 40, 10)), Count(3, (200, 80, 20), (100, 40, 10)));
        home.Write(FileOf("two"), Meta("two"), Count(2, (100, 40, 10), (100, 40, 10)), Count(3, (200, 80, 20), (100, 40, 10)));
        home.Counted().Count.ShouldBe(4);
    }

    [Fact]
    public void The_model_is_the_last_turns_and_a_decoy_in_the_instructions_is_none()
    {
        home.Write(
            Log,
            Meta(
                extra: """ "base_instructions":{"text":"x","provenance":{"model":"gpt-decoy"}},"dynamic_tools":[{"name":"token_count","model":"gpt-decoy"}], """
            ),
            Model("gpt-5.5"),
            Count(2, (100, 0, 10), null),
            Model("gpt-5.4-mini", 3),
            Count(4, (200, 0, 20), null)
        );
        home.Records().Select(r => r.Model).ShouldBe(["gpt-5.5", "gpt-5.4-mini"]);
    }

    [Fact]
    public void A_model_may_stand_under_another_name_and_in_the_count_itself()
    {
        home.Write(
            Log,
            Meta(),
            Line("turn_context", """ "model_name":"gpt-5.4" """, 1),
            Count(2, (100, 0, 10), null),
            Line(
                "event_msg",
                """ "type":"token_count","model":"gpt-5.5","info":{"total_token_usage":{"input_tokens":200,"output_tokens":20}} """,
                3
            )
        );
        home.Records().Select(r => r.Model).ShouldBe(["gpt-5.4", "gpt-5.5"]);
    }

    [Fact]
    public void The_cached_part_may_stand_under_another_name()
    {
        home.Write(
            Log,
            Meta(),
            Line(
                "event_msg",
                """ "type":"token_count","info":{"total_token_usage":{"input_tokens":100,"cache_read_input_tokens":40,"output_tokens":1}} """,
                1
            )
        );
        home.Counted().ShouldBe([("one", 60, 40, 1)]);
    }

    [Fact]
    public void A_service_tier_holds_from_its_setting_on()
    {
        static string Tier(string tier, double at) =>
            Line("event_msg", $$""" "type":"thread_settings_applied","thread_settings":{"model":"gpt-5.5","service_tier":{{tier}}} """, at);
        home.Write(
            Log,
            Meta(),
            Model("gpt-5.5"),
            Count(2, (100, 0, 10), null),
            Tier("\"priority\"", 3),
            Count(4, (200, 0, 20), null),
            Tier("\"default\"", 5),
            Count(6, (300, 0, 30), null),
            Tier("null", 7),
            Count(8, (400, 0, 40), null)
        );
        home.Records().Select(r => r.ServiceTier).ShouldBe([null, "priority", null, null]);
    }

    [Fact]
    public void Settings_that_do_not_speak_of_the_tier_leave_it()
    {
        home.Write(
            Log,
            Meta(),
            Line("event_msg", """ "type":"thread_settings_applied","thread_settings":{"service_tier":"priority"} """, 1),
            Count(2, (100, 0, 10), null),
            Line("event_msg", """ "type":"thread_settings_applied","thread_settings":{"model":"gpt-5.5"} """, 3),
            Count(4, (200, 0, 20), null)
        );
        home.Records().Select(r => r.ServiceTier).ShouldBe(["priority", "priority"]);
    }

    [Theory]
    [InlineData("session_meta")]
    [InlineData("turn_context")]
    [InlineData("event_msg")]
    [InlineData("token_usage_record")]
    public void A_line_without_a_payload_says_nothing(string type)
    {
        foreach (string payload in (string[])["", ",\"payload\":null", ",\"payload\":[]", ",\"payload\":{}", ",\"payload\":7"])
        {
            home.Write(
                Log,
                $$"""{"timestamp":"2026-05-01T10:00:00Z","type":"{{type}}"{{payload}}}""",
                Meta(),
                Count(2, (100, 40, 10), null)
            );
            home.Counted().Count.ShouldBe(1);
        }
    }

    [Fact]
    public void Times_may_be_numbers()
    {
        home.Write(
            Log,
            Meta(),
            """{"timestamp":1777629602500,"type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":5,"output_tokens":1}}}}"""
        );
        home.Only().Timestamp.ShouldBe(new DateTimeOffset(2026, 5, 1, 10, 0, 2, 500, TimeSpan.Zero));
    }

    [Fact]
    public void Spaces_between_tokens_and_keys_in_another_order_do_not_matter()
    {
        home.Write(
            Log,
            Meta(),
            """{ "payload" : { "info" : { "total_token_usage" : { "output_tokens" : 1 , "input_tokens" : 5 } } , "type" : "token_count" } , "type" : "event_msg" , "timestamp" : "2026-05-01T10:00:02Z" }"""
        );
        home.Only().InputTokens.ShouldBe(5);
    }

    [Fact]
    public void A_saved_exec_log_is_cumulative_and_a_drop_restarts()
    {
        home.Write(
            ".codex/sessions/saved.jsonl",
            """{"type":"thread.started","thread_id":"t-9"}""",
            """{"type":"turn.started"}""",
            """{"type":"turn.completed","usage":{"input_tokens":100,"cached_input_tokens":40,"output_tokens":10}}""",
            """{"type":"turn.completed","usage":{"input_tokens":350,"cached_input_tokens":140,"output_tokens":30}}""",
            """{"type":"turn.completed","usage":{"input_tokens":60,"cached_input_tokens":0,"output_tokens":3}}"""
        );
        home.Counted().Order().ShouldBe([("t-9", 60, 0, 3), ("t-9", 60, 40, 10), ("t-9", 150, 100, 20)]);
    }

    [Fact]
    public void A_saved_exec_log_gives_way_to_its_threads_rollout()
    {
        home.Write(
            ".codex/sessions/saved.jsonl",
            """{"type":"thread.started","thread_id":"one"}""",
            """{"type":"turn.completed","usage":{"input_tokens":350,"cached_input_tokens":140,"output_tokens":30}}"""
        );
        home.Counted().Count.ShouldBe(1);
        home.Write(Log, Meta(), Count(2, (100, 40, 10), (100, 40, 10)), Count(3, (350, 140, 30), (250, 100, 20)));
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 150, 100, 20)]);
    }
}

using System.Text;
using System.Text.Json;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Pricing;

public sealed class PriceQuestionTests
{
    [Fact]
    public void A_question_is_answered_with_its_row_and_the_version_of_the_prices()
    {
        PriceAnswer answer = Ask(
                """[{"id":"a","provider":"anthropic","model":"claude-opus-4-6","date":"2026-05-01","tier":"standard","modifiers":{"inference_geo":"us","speed":"fast"},"usage":{"input":1000,"output":10,"reasoning":5,"web_search":1}}]"""
            )
            .Single();
        answer.Cost.ShouldBe(0.04465m); // (1000*5 + 10*25)*6*1.1 per million and one search
        answer.Status.ShouldBe(CostStatus.Calculated);
        answer.Matched.ShouldBe("anthropic/claude-opus-4-6");
        answer.PriceVersion.ShouldBe(PriceBook.Bundled.Version);
    }

    [Fact]
    public void Answers_are_written_exactly()
    {
        IReadOnlyList<PriceAnswer> answers = Ask(
            """
            [{"id":"small","model":"gpt-5-nano","date":"2026-01-01","usage":{"cache_read":1}},
             {"model":"foo/bar","date":"2026-01-01","usage":{"input":1}},
             {"id":7,"model":"<synthetic>","date":"2026-01-01","usage":{}}]
            """
        );
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
            PriceAnswer.WriteJson(writer, answers);
        string json = Encoding.UTF8.GetString(stream.ToArray());
        json.ShouldContain("\"id\":\"small\",\"cost\":0.000000005,\"status\":\"Calculated\"");
        json.ShouldContain(
            "\"id\":\"1\",\"cost\":null,\"status\":\"Unpriced\",\"matched\":null,\"match\":\"None\",\"reason\":\"no price is known for foo/bar\""
        );
        json.ShouldContain("\"id\":\"7\",\"cost\":0,\"status\":\"Included\"");
    }

    [Theory]
    [InlineData("""{"input":10}""", """{"promotion":"half"}""", "the term promotion=half is unknown")]
    [InlineData("""{"input":10}""", """{"uplift":1.1}""", "the term uplift=1.1 is unknown")]
    public void What_is_not_understood_has_no_price(string usage, string modifiers, string reason)
    {
        PriceAnswer answer = Ask($$"""[{"model":"gpt-5","date":"2026-01-01","modifiers":{{modifiers}},"usage":{{usage}}}]""").Single();
        answer.Cost.ShouldBeNull();
        answer.Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("{", "E7003", "line 1")]
    [InlineData("{}", "E7003", "not object")]
    [InlineData("[1]", "E7003", "item 0")]
    [InlineData("""[{"model":"m","date":"2026-01-01"}]""", "E7004", "item 0, usage")]
    [InlineData("""[{"model":"m","date":"2026-01-01","usage":{}},{"model":"m","usage":{}}]""", "E7004", "item 1, date")]
    [InlineData("""[{"model":"m","date":"yesterday","usage":{}}]""", "E7004", "'yesterday'")]
    [InlineData("""[{"model":5,"date":"2026-01-01","usage":{}}]""", "E7004", "item 0, model")]
    [InlineData("""[{"model":"m","date":"2026-01-01","usage":{"input":"many"}}]""", "E7004", "usage.input")]
    [InlineData("""[{"model":"m","date":"2026-01-01","usage":{"output":1.5}}]""", "E7004", "usage.output")]
    [InlineData("""[{"model":"m","date":"2026-01-01","modifiers":[],"usage":{}}]""", "E7004", "modifiers")]
    [InlineData(
        """[{"model":"m","date":"2026-01-01","usage":{"input":10,"video":5}}]""",
        "E7004",
        "item 0: the key usage.video is unknown."
    )]
    [InlineData("""[{"model":"m","date":"2026-01-01","usage":{"video":0}}]""", "E7004", "usage.video is unknown")]
    [InlineData("""[{"model":"m","date":"2026-01-01","usage":{"inputToken":1}}]""", "E7004", "Did you mean 'inputTokens'?")]
    [InlineData("""[{"model":"m","date":"2026-01-01","usage":{"chache_read":1}}]""", "E7004", "Did you mean 'cache_read'?")]
    [InlineData("""[{"modle":"m","date":"2026-01-01","usage":{}}]""", "E7004", "the key modle is unknown. Did you mean 'model'?")]
    public void A_malformed_file_is_an_error_that_names_the_place(string json, string code, string place)
    {
        RimuruException error = Should.Throw<RimuruException>(() => Ask(json));
        error.Code.ShouldBe(code);
        error.Message.ShouldContain("usage.json");
        error.Message.ShouldContain(place);
    }

    [Fact]
    public void The_names_of_the_own_JSON_are_those_of_a_usage_file()
    {
        const string Head = "\"model\":\"claude-opus-4-6\",\"date\":\"2026-05-01\"";
        decimal?[] costs =
        [
            .. Ask(
                    $$$"""
                    [{{{{Head}}},"usage":{"input":1,"output":20,"reasoning":3,"cache_read":400,"cache_write_5m":5000,"cache_write_1h":60000,"web_search":7}},
                     {{{{Head}}},"usage":{"inputTokens":1,"outputTokens":20,"reasoningTokens":3,"cacheReadTokens":400,"cacheWrite5mTokens":5000,"cacheWrite1hTokens":60000,"webSearches":7,"totalTokens":65421}},
                     {"model":"claude-opus-4-6","timestamp":"2026-05-01","agent":"ClaudeCode","cost":99,"inputTokens":1,"outputTokens":20,"reasoningTokens":3,"cacheReadTokens":400,"cacheWrite5mTokens":5000,"cacheWrite1hTokens":60000,"webSearches":7}]
                    """
                )
                .Select(answer => answer.Cost),
        ];
        (costs[0] > 0.07m).ShouldBeTrue();
        costs.ShouldAllBe(cost => cost == costs[0]);
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Should
            .Throw<RimuruException>(() => PriceQuestionReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "no-such-file.json")))
            .Code.ShouldBe("E7002");

    private static IReadOnlyList<PriceAnswer> Ask(string json) =>
        [.. PriceQuestionReader.Read(Encoding.UTF8.GetBytes(json), "usage.json").Select(q => q.Answer(PriceBook.Bundled))];
}

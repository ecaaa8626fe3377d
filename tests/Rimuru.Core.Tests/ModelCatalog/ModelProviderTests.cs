using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>Each source over real HTTP on the loopback interface, and whatever can go wrong there.</summary>
public sealed class ModelProviderTests : IDisposable
{
    private const string LiteLlm =
        """{"new-model":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06}}""";

    private readonly SyncHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Anthropic_is_read_page_by_page_with_its_key_in_a_header()
    {
        home.Server.Answer(
                200,
                """{"data":[{"type":"model","id":"claude-a","display_name":"Claude A","created_at":"2026-09-22T00:00:00Z","max_input_tokens":1000000,"max_tokens":128000,"capabilities":{"thinking":{"supported":true},"batch":{"supported":false}}}],"has_more":true,"first_id":"claude-a","last_id":"claude-a"}"""
            )
            .Answer(200, """{"data":[{"type":"model","id":"claude-b","created_at":"1970-01-01T00:00:00Z"}],"has_more":false}""");
        ModelSyncResult result = home.Sync("anthropic").Results.ShouldHaveSingleItem();
        (result.Status, result.Added).ShouldBe((ModelSyncStatus.Updated, 2));
        string[] requests = [.. home.Server.Requests];
        requests[0].ShouldStartWith("GET /v1/models?limit=1000 ");
        requests[1].ShouldStartWith("GET /v1/models?limit=1000&after_id=claude-a ");
        requests.ShouldAllBe(request =>
            request.Contains("x-api-key: secret-key-4711")
            && request.Contains("anthropic-version: 2023-06-01")
            && request.Contains("User-Agent: Rimuru/")
        );
        Listed("claude-a")
            .ShouldSatisfyAllConditions(
                model => model.ContextWindow.ShouldBe(1_000_000),
                model => model.MaxOutput.ShouldBe(128_000),
                model => model.Released.ShouldBe("2026-09-22"),
                model => model.Capabilities.ShouldBe(["thinking"])
            );
        Listed("claude-b").Released.ShouldBeNull();
    }

    [Fact]
    public void OpenAI_gives_models_that_answer_with_text_and_no_fine_tunes()
    {
        home.Server.Answer(
            200,
            """{"object":"list","data":[{"id":"gpt-x","created":1790640000,"shutdown_date":"2027-01-31"},{"id":"text-embedding-3-small","created":1},{"id":"ft:gpt-4o:me","created":1},{"id":"whisper-1"}]}"""
        );
        home.Sync("openai").Results.Single().Added.ShouldBe(1);
        home.Server.Requests.Single().ShouldContain("Authorization: Bearer secret-key-4711");
        (Listed("gpt-x").Released, Listed("gpt-x").Retires).ShouldBe(("2026-09-29", "2027-01-31"));
    }

    [Fact]
    public void Google_is_read_page_by_page_and_its_key_is_never_in_the_address()
    {
        home.Server.Answer(
                200,
                """{"models":[{"name":"models/gemini-x","displayName":"Gemini X","inputTokenLimit":1048576,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent"],"thinking":true}],"nextPageToken":"t/1"}"""
            )
            .Answer(
                200,
                """{"models":[{"name":"models/imagen","supportedGenerationMethods":["predict"]},{"name":"models/gemini-y","supportedGenerationMethods":["generateContent"]}]}"""
            );
        home.Sync("google").Results.Single().Added.ShouldBe(2);
        string[] requests = [.. home.Server.Requests];
        requests[1].ShouldStartWith("GET /v1beta/models?pageSize=1000&pageToken=t%2F1 ");
        requests.ShouldAllBe(request => request.Contains("x-goog-api-key: secret-key-4711") && !request.Split('\n')[0].Contains("secret"));
        Listed("gemini-x").ContextWindow.ShouldBe(1_048_576);
    }

    [Fact]
    public void OpenRouter_needs_no_key_and_its_next_page_is_asked_of_the_same_host()
    {
        home.Server.Answer(
                200,
                """{"data":[{"id":"acme/one","name":"One","created":1790640000,"context_length":1000,"pricing":{"prompt":"0.000001","completion":"0.000002"},"supported_parameters":["tools"]}],"links":{"next":"https://elsewhere.example/api/v1/models?offset=1&limit=1"}}"""
            )
            .Answer(
                200,
                """{"data":[{"id":"openrouter/auto","pricing":{"prompt":"-1","completion":"-1"}},{"id":"~acme/latest","pricing":{"prompt":"1","completion":"1"}}]}"""
            );
        ModelSyncResult result = home.Sync("openrouter").Results.Single();
        (result.Added, result.Rejected).ShouldBe((2, 1));
        result.Rejections.Single().ShouldBe("openrouter/auto: its price depends on the route of a request");
        home.Server.Requests.Last().ShouldStartWith("GET /v1/models?offset=1&limit=1 ");
        home.Server.Requests.ShouldAllBe(request => !request.Contains("Authorization"));
    }

    [Fact]
    public void LiteLlm_gives_the_models_of_agents_and_an_unchanged_file_is_not_read_again()
    {
        home.Server.Answer(
                200,
                LiteLlm.Insert(
                    1,
                    """ "sample_spec":{"litellm_provider":"x","mode":"chat","max_input_tokens":"text"},"pic":{"litellm_provider":"openai","mode":"image_generation"},"""
                ),
                "ETag: W/\"v1\""
            )
            .Answer(304);
        home.Sync("litellm").Results.Single().Added.ShouldBe(1);
        home.SetDay("2026-11-30");
        ModelSyncResult again = home.Sync("litellm").Results.Single();
        (again.Status, again.Unchanged, again.Models).ShouldBe((ModelSyncStatus.NotModified, 1, 1));
        home.Server.Requests.Last().ShouldContain("If-None-Match: W/\"v1\"");
        using RimuruEngine engine = home.Open();
        Store(engine).Observations().Single().LastOn.ShouldBe("2026-11-30");
    }

    [Theory]
    [InlineData(401, "E5002")]
    [InlineData(403, "E5002")]
    [InlineData(404, "E5001")]
    public void A_refusal_is_an_error_at_once_and_shows_neither_key_nor_body(int status, string code)
    {
        home.Server.Answer(status, """{"error":{"message":"Incorrect API key provided: secret-key-4711"}}""");
        ModelSyncReport report = home.Sync("openai");
        report.Errors.Single().Code.ShouldBe(code);
        report.Errors.Single().ToString().ShouldNotContain("secret-key");
        report.Results.Single().Status.ShouldBe(ModelSyncStatus.Failed);
        home.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void A_source_that_asks_for_time_in_seconds_gets_it()
    {
        home.Server.Answer(429, "", "Retry-After: 7").Answer(200, LiteLlm);
        home.Sync("litellm").Results.Single().Status.ShouldBe(ModelSyncStatus.Updated);
        home.Clock.Waits.ShouldContain(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void A_source_that_names_a_date_gets_it_and_no_wait_is_longer_than_the_cap()
    {
        home.Server.Answer(503, "", "Retry-After: Wed, 25 Nov 2026 12:00:09 GMT")
            .Answer(429, "", "Retry-After: 86400")
            .Answer(200, LiteLlm);
        home.Sync("litellm").Results.Single().Status.ShouldBe(ModelSyncStatus.Updated);
        home.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(9), Rimuru.Core.Errors.Resilience.ApiLongestDelay]);
    }

    [Fact]
    public void A_server_error_is_tried_again_and_a_lasting_one_is_told()
    {
        home.Server.Answer(500).Answer(200, LiteLlm);
        home.Sync("litellm").Results.Single().Status.ShouldBe(ModelSyncStatus.Updated);
        for (int i = 0; i < 4; i++)
            home.Server.Answer(500);
        ModelSyncReport report = home.Sync("litellm");
        report.Errors.Single().Code.ShouldBe("E5001");
        report.Errors.Single().Message.ShouldContain("500");
        home.Server.Requests.Count.ShouldBe(2 + 4);
    }

    [Theory]
    [InlineData("""{"gpt":{"litellm_provider":"openai","mode":"chat","input_co""")]
    [InlineData("""{"gpt":{"litellm_provider":"op\ud800enai","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06}}""")]
    [InlineData(
        """{"gpt":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"search_context_cost_per_query":{"search_context_size_medium":7e27}}}"""
    )]
    [InlineData(
        """{"qwen":{"litellm_provider":"dashscope","mode":"chat","tiered_pricing":[{"range":[0,1e20],"input_cost_per_token":1e-06,"output_cost_per_token":2e-06},{"range":[1e20,1e21],"input_cost_per_token":1e-06,"output_cost_per_token":2e-06}]}}"""
    )]
    [InlineData("<html><body>captive portal</body></html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    public void An_answer_that_makes_no_sense_is_an_error_and_the_last_good_copy_stays(string body)
    {
        home.Server.Answer(200, LiteLlm).Answer(200, body);
        home.Sync("litellm");
        ModelSyncReport report = home.Sync("litellm");
        report.Errors.Single().Code.ShouldBe("E5003");
        (report.Results.Single().Status, report.Results.Single().Models).ShouldBe((ModelSyncStatus.Failed, 1));
        report.Results.Single().LastGood.ShouldNotBeNull();
        Listed("new-model").ShouldNotBeNull();
    }

    [Fact]
    public void A_body_beyond_the_cap_is_not_read_to_its_end()
    {
        home.Server.AnswerHuge(70);
        RimuruException error = home.Sync("litellm").Errors.Single();
        (error.Code, error.Message).ShouldBe(("E5003", "[E5003] The answer of LiteLLM cannot be used: it is larger than 64 MiB."));
    }

    [Fact]
    public async Task A_source_that_says_nothing_is_given_up_after_four_attempts()
    {
        for (int i = 0; i < 4; i++)
            home.Server.Hang();
        Task<ModelSyncReport> sync = Task.Run(() => home.Sync("litellm"));
        for (int i = 1; i <= 4; i++)
        {
            SpinWait.SpinUntil(() => home.Server.Requests.Count == i, TimeSpan.FromSeconds(30)).ShouldBeTrue();
            home.Clock.Advance(Rimuru.Core.Errors.Resilience.ApiTimeout);
        }

        RimuruException error = (await sync).Errors.Single();
        (error.Code, error.Message.Contains("did not answer within 30 seconds", StringComparison.Ordinal)).ShouldBe(("E5001", true));
        home.Server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public void A_source_that_keeps_failing_is_left_alone_for_a_while()
    {
        for (int i = 0; i < 12; i++)
            home.Server.Answer(500);
        using RimuruEngine engine = home.Open();
        for (int i = 0; i < 3; i++)
            engine.Prices.Sync(["litellm"], isForced: false, isPreview: false, CancellationToken.None).Errors.Count.ShouldBe(1);
        home.Server.Requests.Count.ShouldBe(8);
    }

    [Fact]
    public void One_source_that_fails_does_not_keep_the_others_from_being_read()
    {
        using LoopbackServer dead = new();
        dead.Answer(404);
        home.With("RIMURU__SYNC__OPENROUTER__BASE_URL", dead.Url).With("RIMURU__SYNC__PROVIDERS", "openrouter,litellm");
        home.Server.Answer(200, LiteLlm);
        using RimuruEngine engine = home.Open();
        ModelSyncReport report = engine.Prices.Sync([], isForced: false, isPreview: false, CancellationToken.None);
        report
            .Results.Select(result => (result.Provider, result.Status))
            .ShouldBe([("OpenRouter", ModelSyncStatus.Failed), ("LiteLLM", ModelSyncStatus.Updated)]);
    }

    [Fact]
    public void Without_a_key_a_source_is_skipped_unless_it_was_named()
    {
        home.With("OPENAI_API_KEY", null).With("RIMURU__SYNC__PROVIDERS", "openai");
        using RimuruEngine engine = home.Open();
        ModelSyncResult skipped = engine.Prices.Sync([], isForced: false, isPreview: false, CancellationToken.None).Results.Single();
        (skipped.Status, skipped.Message!.Contains("OPENAI_API_KEY", StringComparison.Ordinal)).ShouldBe((ModelSyncStatus.Skipped, true));
        engine.Prices.Sync(["openai"], isForced: false, isPreview: false, CancellationToken.None).Errors.Single().Code.ShouldBe("E5002");
        home.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_is_not_sent_without_encryption_beyond_this_machine()
    {
        home.With("RIMURU__SYNC__OPENAI__BASE_URL", "http://192.0.2.1/");
        home.Sync("openai").Errors.Single().Message.ShouldContain("sync.openai.base_url must begin with https");
    }

    [Fact]
    public void Nothing_is_asked_where_the_configuration_forbids_it()
    {
        home.With("RIMURU__SYNC__ENABLED", "false");
        Should.Throw<RimuruException>(() => home.Sync("litellm")).Code.ShouldBe("E5005");
        home.Server.Requests.ShouldBeEmpty();
    }

    private ListedModel Listed(string id)
    {
        using RimuruEngine engine = home.Open();
        return Store(engine).Listed().Single(model => model.Id == id);
    }

    private static IModelStore Store(RimuruEngine engine) => engine.Prices.Store;
}

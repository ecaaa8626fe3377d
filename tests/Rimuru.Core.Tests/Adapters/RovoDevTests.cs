namespace Rimuru.Core.Tests.Adapters;

/// <summary>Forms of Rovo Dev's sessions, each of which a generated home has only by chance.</summary>
public sealed class RovoDevTests : IDisposable
{
    private const string Claude =
        """{"input_tokens":7933,"cache_write_tokens":1535,"cache_read_tokens":6395,"output_tokens":249,"details":{"cache_creation_input_tokens":1535,"cache_read_input_tokens":6395,"input_tokens":3,"output_tokens":249}}""";

    private const string Gpt = """{"input_tokens":900,"cache_read_tokens":600,"output_tokens":50,"details":{"reasoning_tokens":20}}""";

    private const string Old =
        """{"requests":1,"request_tokens":40,"response_tokens":5,"total_tokens":45,"details":{"cache_read_input_tokens":30,"input_tokens":10,"output_tokens":5}}""";

    private const string Apart = """{"input_tokens":3,"cache_read_tokens":600,"output_tokens":50}""";

    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(Claude, "3+6395r+1535w>249(0)")]
    [InlineData(Gpt, "300+600r+0w>50(20)")]
    [InlineData(Old, "10+30r+0w>5(0)")]
    [InlineData(Apart, "3+600r+0w>50(0)")]
    public void A_prompt_is_apart_from_its_cache(string usage, string expected)
    {
        home.File(".rovodev/sessions/one/session_context.json", Session(Response("msg_vrtx_0123456789abcdef", usage)));
        home.Ingest("RovoDev");
        home.Rows().ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void A_fork_owns_what_it_did_not_begin_with()
    {
        string first = Response("msg_vrtx_0123456789abcdef", Claude),
            second = Response("msg_vrtx_fedcba9876543210", Gpt);
        home.File(".rovo/sessions/a-fork/session_context.json", Session(first, second))
            .File(
                ".rovo/sessions/a-fork/metadata.json",
                """{"title":"Fork","workspace_path":"/work/shop","fork_data":{"parent_session_id":"the-parent","fork_point":1}}"""
            )
            .File(".rovo/sessions/the-parent/session_context.json", Session(first))
            .File(".rovodev/sessions/the-parent/session_context.json", Session(first));
        home.Ingest("RovoDev")
            .Select(record => (record.SessionId, record.OutputTokens))
            .ShouldBe([("the-parent", 249), ("a-fork", 50)], ignoreOrder: true);
        home.Sessions()["a-fork"].Title.ShouldBe("Fork");
    }

    [Fact]
    public void A_history_that_was_pruned_keeps_what_was_read()
    {
        const string log = ".rovo/sessions/one/session_context.json";
        home.File(log, Session(Response("msg_vrtx_0123456789abcdef", Claude)));
        home.Sync("RovoDev");
        home.File(log, Session(Response("msg_vrtx_fedcba9876543210", Gpt)));
        home.Sync("RovoDev");
        home.Usage().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("sessions:\n  persistenceDir: {0}\n")]
    [InlineData(
        "logging:\n  persistenceDir: /wrong\nsessions: # mine\n  # persistenceDir: /wrong\n\n    persistenceDir: \"{0}\" # there\n"
    )]
    [InlineData("version: 1\r\nsessions:\r\n  persistenceDir: '{0}'\r\n")]
    [InlineData("sessions: {{ persistenceDir: '{0}' }}\n")]
    public void Sessions_are_where_the_settings_say(string settings)
    {
        home.File(".rovo/config.yml", string.Format(null, settings, home.Path("my sessions")))
            .File("my sessions/one/session_context.json", Session(Response("msg_vrtx_0123456789abcdef", Claude)));
        home.Ingest("RovoDev").ShouldHaveSingleItem();
    }

    private static string Session(params string[] messages) =>
        $$"""{"id":"x","timestamp":1771880550,"workspace_path":"/work/shop","message_history":[{{string.Join(',', messages)}}]}""";

    private static string Response(string id, string usage) =>
        $$"""{"kind":"response","parts":[],"model_name":"a-model","provider_response_id":"{{id}}","timestamp":"2026-02-23T21:03:45.664227Z","usage":{{usage}}}""";
}

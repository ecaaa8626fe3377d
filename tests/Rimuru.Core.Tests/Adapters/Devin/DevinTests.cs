namespace Rimuru.Core.Tests.Adapters.Devin;

/// <summary>Sessions in a database and in transcripts, and what earlier readers recorded of them.</summary>
public sealed class DevinTests : IDisposable
{
    private const string Folder = ".local/share/devin/cli";
    private const string Id = "11111111-2222-4333-8444-55555555550";

    private static readonly string[] Schema =
    [
        "CREATE TABLE sessions(id TEXT PRIMARY KEY, working_directory TEXT, model TEXT, created_at INTEGER, last_activity_at INTEGER)",
        "CREATE TABLE message_nodes(row_id INTEGER PRIMARY KEY, session_id TEXT, node_id INTEGER, chat_message TEXT, created_at INTEGER)",
        "INSERT INTO sessions VALUES('old', '/work/shop', 'adaptive', 1790000000, 1790000400)",
        "INSERT INTO sessions VALUES('fork', '/work/shop', 'adaptive', 1790000500, 1790000900)",
    ];

    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_fork_owns_only_what_came_after()
    {
        home.Sql($"{Folder}/sessions.db", [.. Schema, Node("fork", 1, 1), Node("old", 1, 1), Node("fork", 2, 2)]);
        Requests().ShouldBe([("fork", 20), ("old", 10)]);
    }

    [Fact]
    public void A_session_in_the_database_does_not_count_by_its_transcript()
    {
        home.Sql($"{Folder}/sessions.db", [.. Schema, Node("old", 1, 1), Node("old", 2, 2)]);
        Transcript("old", 10);
        Transcript("gone", 7);
        Requests().ShouldBe([("gone", 7), ("old", 10), ("old", 20)]);
    }

    [Fact]
    public void What_the_database_lost_still_counts_once()
    {
        home.Sql($"{Folder}/sessions.db", [.. Schema, Node("old", 1, 1), Node("old", 2, 2)]).Sync("Devin");
        home.Sql($"{Folder}/sessions.db", "DELETE FROM message_nodes");
        Transcript("old", 10);
        home.Sync("Devin");
        home.Usage().Select(record => record.InputTokens).Order().ShouldBe([10, 20]);
    }

    [Fact]
    public void A_session_whose_nodes_tell_no_counts_counts_by_its_transcript()
    {
        home.Sql($"{Folder}/sessions.db", [.. Schema, "INSERT INTO message_nodes VALUES(NULL, 'old', 1, '{\"role\":\"assistant\"}', 0)"]);
        Transcript("old", 10);
        Requests().ShouldBe([("old", 10)]);
    }

    [Fact]
    public void A_message_that_gets_its_counts_later_is_read_then()
    {
        home.Sql($"{Folder}/sessions.db", [.. Schema, Node("old", 1, 1), Node("fork", 1, 3).Replace("_tokens", "_none")]).Sync("Devin");
        home.Sql($"{Folder}/sessions.db", Node("fork", 2, 3)).Sync("Devin");
        Requests().ShouldBe([("fork", 30), ("old", 10)]);
    }

    [Fact]
    public void A_node_that_is_no_JSON_is_told_and_the_others_count()
    {
        home.Sql(
            $"{Folder}/sessions.db",
            [.. Schema, Node("old", 1, 1), "INSERT INTO message_nodes VALUES(NULL, 'old', 2, '{', 0)", Node("old", 3, 2)]
        );
        home.Sync("Devin").MalformedLines.ShouldBe(1);
        home.Usage().Count.ShouldBe(2);
    }

    [Fact]
    public void A_step_whose_writes_counted_twice_is_corrected()
    {
        home.File(
            $"{Folder}/transcripts/s1.json",
            """
            {"session_id":"s1","agent":{"model_name":"Claude Sonnet 4.6"},"steps":[{"step_id":2,"source":"agent","timestamp":"2026-09-11T03:21:00.807570+00:00",
            "metrics":{"prompt_tokens":26828,"completion_tokens":109,"cached_tokens":9317,"extra":{"cache_creation_input_tokens":17508}},"extra":{"generation_model":"claude-sonnet-4-6"}}]}
            """
        );
        home.Sync("Devin");
        home.Sql("../ledger.db", "UPDATE usage SET input = 17511, rank_high = 44445, rank_low = 0", "UPDATE file SET reader_version = 1");
        UsageRecord record = home.Ingest("Devin").ShouldHaveSingleItem();
        (record.InputTokens, record.CacheReadTokens, record.CacheWrite5mTokens, record.OutputTokens).ShouldBe((3, 9317, 17508, 109));
        record.Model.ShouldBe("claude-sonnet-4-6");
    }

    private List<(string?, long)> Requests() => [.. home.Ingest("Devin").Select(record => (record.SessionId, record.InputTokens)).Order()];

    private void Transcript(string session, int input) =>
        home.File(
            $"{Folder}/transcripts/{session}.json",
            $$$"""
            {"session_id":"{{{session}}}","steps":[{"step_id":1,"source":"agent","timestamp":"2026-09-21T12:00:01Z","metrics":{"prompt_tokens":{{{input}}},"completion_tokens":5} }]}
            """
        );

    private static string Node(string session, int node, int message) =>
        $$$$"""
            INSERT INTO message_nodes VALUES(NULL, '{{{{session}}}}', {{{{node}}}}, '{"message_id":"{{{{Id}}}}{{{{message}}}}","role":"assistant","metadata":
            {"created_at":"2026-09-21T12:0{{{{message}}}}:01Z","metrics":{"input_tokens":{{{{message}}}}0,"output_tokens":5}}}', 1790000900)
            """;
}

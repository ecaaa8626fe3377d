using System.Globalization;

namespace Rimuru.Core.Tests.Adapters.Cursor;

/// <summary>The rules of <c>docs/ledger.md</c> for Cursor, each on rows of our own.</summary>
public sealed class CursorTests : IDisposable
{
    private const string User = ".config/Cursor/User/";
    private const string Database = User + "globalStorage/state.vscdb";
    private readonly AgentHome home = new();

    [Fact]
    public void An_assistants_bubble_with_tokens_is_a_request()
    {
        UsageRecord row = Read(
                Composer("c1"),
                Bubble("c1", "b0", 1),
                Bubble("c1", "b1", 2, 0, 0),
                Bubble("c1", "b2", 2, 1000, 50, "gpt-5"),
                Bubble("c1", "b3", 1, 7, 7, "gpt-5")
            )
            .ShouldHaveSingleItem();
        (row.SessionId, row.Model, row.InputTokens, row.OutputTokens, row.Branch, row.Evidence).ShouldBe(
            ("c1", "gpt-5", 1000, 50, "main", UsageEvidence.Estimated)
        );
        row.Provider.ShouldNotBe("cursor");
        row.Timestamp.ShouldBe(new DateTimeOffset(2026, 11, 22, 10, 0, 4, TimeSpan.Zero));
    }

    [Fact]
    public void The_model_is_the_bubbles_else_the_questions_else_the_conversations()
    {
        List<UsageRecord> rows = Read(
            Composer("c1"),
            Bubble("c1", "q1", 1, model: "asked", request: "r1"),
            Bubble("c1", "a1", 2, 1, 1, "own", "r1"),
            Bubble("c1", "a2", 2, 2, 1, request: "r1"),
            Bubble("c1", "a3", 2, 3, 1, request: "r2")
        );
        rows.OrderBy(row => row.InputTokens).Select(row => row.Model).ShouldBe(["own", "asked", "composer-2.5"]);
    }

    [Fact]
    public void The_folder_comes_from_the_question_or_from_the_windows()
    {
        Window("w1", "file:///home/dev/bill%20ing", "c2");
        Read(
            Composer("c1"),
            Composer("c2"),
            Bubble("c1", "q1", 1, more: ",\"workspaceUris\":[\"file:///home/dev/shop\"]"),
            Bubble("c1", "b1", 2, 1, 1),
            Bubble("c2", "b2", 2, 2, 1)
        );
        home.Usage().Select(row => row.Project).ShouldBe(["shop", "bill ing"], ignoreOrder: true);
        home.Sessions()["c2"].WorkingDirectory.ShouldBe("/home/dev/bill ing");
    }

    [Fact]
    public void Rows_without_a_value_and_tools_rows_are_passed_over() =>
        Read(
                Composer("c1"),
                "INSERT INTO cursorDiskKV VALUES ('bubbleId:c1:b0', NULL)",
                "INSERT INTO cursorDiskKV VALUES ('composerData:c9', NULL)",
                Bubble("c1' || char(10) || 'tool", "b1", 2, 5, 5),
                Composer("c1' || char(10) || 'tool"),
                "INSERT INTO cursorDiskKV VALUES ('agentKv:blob:1', x'00')",
                Bubble("c1", "b2", 2, 1, 1)
            )
            .ShouldHaveSingleItem();

    [Fact]
    public void A_bubble_that_two_conversations_have_belongs_to_the_older()
    {
        UsageRecord row = Read(
                Composer("a-copy", created: 5000),
                Composer("origin"),
                Bubble("a-copy", "b1", 2, 10, 5),
                Bubble("origin", "b1", 2, 10, 5)
            )
            .ShouldHaveSingleItem();
        row.SessionId.ShouldBe("origin");
    }

    [Fact]
    public void Older_conversations_have_their_bubbles_inside()
    {
        Read(
                Value(
                    "composerData:c1",
                    """{"createdAt":1795341600000,"conversation":[{"type":1,"bubbleId":"q"},{"type":2,"bubbleId":"b1","tokenCount":{"inputTokens":10,"outputTokens":5}},7]}"""
                )
            )
            .ShouldHaveSingleItem()
            .Timestamp.ToUnixTimeMilliseconds()
            .ShouldBe(1795341600000);
    }

    [Fact]
    public void A_conversation_without_tokens_is_a_session_and_an_empty_one_is_none()
    {
        Read(Composer("c1", status: "aborted"), Bubble("c1", "b1", 2, 0, 0), Composer("empty")).ShouldBeEmpty();
        home.Sessions().Keys.ShouldBe(["c1"]);
        home.Sessions()["c1"].Status.ShouldBe(SessionStatus.Cancelled);
        home.Sessions()["c1"].Title.ShouldBe("A name");
    }

    [Fact]
    public void Sub_conversations_have_a_parent()
    {
        Read(
            Composer("c1", more: ",\"subComposerIds\":[\"c2\",\"gone\"]"),
            Composer("c2"),
            Bubble("c1", "b1", 2, 1, 1),
            Bubble("c2", "b2", 2, 2, 1)
        );
        home.Sessions()["c2"].ParentSessionId.ShouldBe("c1");
        home.Sessions().ContainsKey("gone").ShouldBeFalse();
    }

    [Fact]
    public void A_bubble_that_fills_up_counts_once()
    {
        Read(Composer("c1"), Bubble("c1", "b1", 2, 0, 0), Bubble("c1", "b2", 2, 10, 1));
        home.Sql(Database, Bubble("c1", "b1", 2, 30, 3), Bubble("c1", "b2", 2, 10, 5));
        home.Sync("Cursor");
        home.Usage().Select(row => row.OutputTokens).Order().ShouldBe([3, 5]);
    }

    [Fact]
    public void Only_conversations_with_new_rows_are_read()
    {
        string[] filler = [.. Enumerable.Range(0, 2500).Select(i => $"INSERT INTO cursorDiskKV VALUES ('agentKv:blob:{i}', 'x')")];
        Read(["BEGIN", Composer("c1"), Bubble("c1", "b1", 2, 10, 1), .. filler, Composer("c2"), Bubble("c2", "b2", 2, 10, 1), "COMMIT"]);
        home.Sql(Database, "UPDATE cursorDiskKV SET value = 'broken' WHERE key = 'bubbleId:c1:b1'", Bubble("c2", "b3", 2, 20, 1));
        home.Sync("Cursor").RecordsAdded.ShouldBe(1);
        home.Warnings.ShouldBeEmpty();

        // The newest conversation is deleted: the rest is looked through once more, and nothing is lost.
        home.Sql(Database, "DELETE FROM cursorDiskKV WHERE key LIKE '%:c2%'", Composer("c3"), Bubble("c3", "b4", 2, 30, 1));
        home.Sync("Cursor").RecordsAdded.ShouldBe(1);
        home.Usage().Count.ShouldBe(4);
    }

    [Fact]
    public void Bad_values_are_one_warning_and_their_neighbours_count()
    {
        Read(
                Value("composerData:c1", "[]"),
                Value("bubbleId:c1:b0", "{torn"),
                Value("bubbleId:c1:b1", "7"),
                Value("bubbleId:c1:b2", """{"type":"2","tokenCount":[],"createdAt":{}}"""),
                Bubble("c1", "b3", 2, 10, 5)
            )
            .ShouldHaveSingleItem();
        home.Warnings.Distinct().ShouldHaveSingleItem().ShouldContain("1 malformed record(s)");
    }

    [Theory]
    [InlineData("""{"agentId":"c7","name":"A chat","createdAt":1795341600000}""")]
    [InlineData("7b226167656e744964223a226337222c226e616d65223a2241206368617422207d")]
    public void A_chat_of_the_command_is_a_session_without_tokens(string about)
    {
        home.Sql(
            ".cursor/chats/0a1b/c7/store.db",
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)",
            $"INSERT INTO meta VALUES ('0', '{about}')"
        );
        home.Ingest("Cursor").ShouldBeEmpty();
        Session session = home.Sessions().ShouldHaveSingleItem().Value;
        (session.SessionId, session.Title, session.Requests).ShouldBe(("c7", "A chat", 0));
    }

    [Fact]
    public void Other_databases_of_the_editor_are_nothing_and_damaged_ones_a_warning()
    {
        home.Sql(Database, "CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
        home.Ingest("Cursor").ShouldBeEmpty();
        home.Warnings.ShouldBeEmpty();
        home.File(Database, new string('x', 5000));
        home.Sync("Cursor").UnreadableFiles.ShouldBe(1);
    }

    public void Dispose() => home.Dispose();

    private List<UsageRecord> Read(params string[] rows) =>
        home.Sql(Database, ["CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)", .. rows]).Ingest("Cursor");

    private static string Value(string key, string json) => $"INSERT INTO cursorDiskKV VALUES ('{key}', '{json}')";

    private static string Composer(string id, long created = 0, string status = "completed", string more = "") =>
        Value(
            $"composerData:{id}",
            string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"name":"A name","createdAt":{{{1795341600000 + created}}},"lastUpdatedAt":{{{1795341672000 + created}}},"status":"{{{status}}}","createdOnBranch":"main","modelConfig":{"modelName":"composer-2.5"}{{{more}}}}"""
            )
        );

    private static string Bubble(
        string composer,
        string id,
        int type,
        long input = 0,
        long output = 0,
        string? model = null,
        string request = "r0",
        string more = ""
    ) =>
        Value(
            $"bubbleId:{composer}:{id}",
            string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"type":{{{type}}},"createdAt":"2026-11-22T10:00:04.000Z","requestId":"{{{request}}}","tokenCount":{"inputTokens":{{{input}}},"outputTokens":{{{output}}}}{{{(model is null ? "" : $",\"modelInfo\":{{\"modelName\":\"{model}\"}}")}}}{{{more}}}}"""
            )
        );

    private void Window(string name, string folder, string composer)
    {
        home.File($"{User}workspaceStorage/{name}/workspace.json", $$"""{"folder":"{{folder}}"}""");
        home.Sql(
            $"{User}workspaceStorage/{name}/state.vscdb",
            "CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)",
            $$"""INSERT INTO ItemTable VALUES ('composer.composerData', '{"allComposers":[{"composerId":"{{composer}}"}]}')"""
        );
    }
}

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Clones of a conversation, and what older ledgers have of them.</summary>
public sealed class ForgeCodeTests : IDisposable
{
    private const string Database = ".forge/.forge.db";
    private const string Precise = "2026-08-01 10:00:00.123456789";
    private readonly LogHome home = new();

    public ForgeCodeTests() =>
        home.Sql(
            Database,
            "CREATE TABLE conversations(conversation_id TEXT PRIMARY KEY, title TEXT, context TEXT, created_at TEXT, updated_at TEXT)"
        );

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_clone_counts_what_it_added_and_its_origin_the_rest()
    {
        Save("a", Precise, 5, Message(20000), Message(25000));
        Save("b", Precise, 9, Message(20000), Message(25000), Message(26000));
        Inputs().ShouldBe([("a", 20000), ("a", 25000), ("b", 26000)]);
    }

    [Fact]
    public void What_a_clone_has_lost_to_a_compaction_is_still_its_origins()
    {
        Save("a", Precise, 5, Message(20000), Message(25000));
        Save("b", Precise, 9, Summary(45000 + 700), Message(26000));
        Inputs().ShouldBe([("a", 20000), ("a", 25000), ("b", 700), ("b", 26000)]);
    }

    [Fact]
    public void Two_conversations_of_one_second_are_two()
    {
        Save("a", "2026-08-01 10:00:00", 5, Message(20000));
        Save("b", "2026-08-01 10:00:00", 9, Message(20000));
        Inputs().Count.ShouldBe(2);
    }

    [Fact]
    public void Records_under_the_keys_of_an_older_version_give_way()
    {
        ReadByOlderVersion(("a", [Message(20000)]), ("b", [Message(20000), Message(26000)]));
        Inputs().ShouldBe([("a", 20000), ("b", 26000)]);
    }

    [Fact]
    public void What_an_older_version_read_before_a_compaction_is_not_in_the_rest()
    {
        ReadByOlderVersion(("a", [Message(20000), Message(25000)]));
        Save("a", Precise, 9, Summary(45000 + 700), Message(26000));
        Inputs().ShouldBe([("a", 700), ("a", 20000), ("a", 25000), ("a", 26000)]);
    }

    /// <summary>It knew every conversation by its id, as one is known whose time is not precise.</summary>
    private void ReadByOlderVersion(params (string Id, string[] Messages)[] conversations)
    {
        for (int i = 0; i < conversations.Length; i++)
            Save(conversations[i].Id, "2026-08-01 10:00:00", 5 + i, conversations[i].Messages);
        home.Sync();
        home.Sql("ledger.db", "UPDATE file SET reader_version = 1");
        home.Sql(Database, $"UPDATE conversations SET created_at = '{Precise}'");
    }

    private void Save(string id, string created, int minute, params string[] messages) =>
        home.Sql(
            Database,
            $$"""INSERT OR REPLACE INTO conversations VALUES('{{id}}', 'T', '{"messages":[{{string.Join(
                ',',
                messages
            )}}]}', '{{created}}', '2026-08-01 10:0{{minute}}:00.1')"""
        );

    private List<(string, long)> Inputs() => [.. home.Sync().Select(record => (record.SessionId, record.InputTokens)).Order()];

    private static string Message(int prompt) => Entry("Assistant", prompt);

    private static string Summary(int prompt) => Entry("User", prompt);

    private static string Entry(string role, int prompt) =>
        $$"""{"message":{"text":{"role":"{{role}}","model":"claude-sonnet-4-6"} },"usage":{"prompt_tokens":{"actual":{{prompt}} },"completion_tokens":{"actual":0} } }""";
}

namespace Rimuru.Core.Tests.Adapters.Goose;

/// <summary>Sums beside a ledger, and sessions that were imported.</summary>
public sealed class GooseKindsTests : IDisposable
{
    private const string Database = ".local/share/goose/sessions/sessions.db";
    private readonly AgentHome home = new();

    [Fact]
    public void What_a_counter_has_beyond_the_ledger_counts_until_the_ledger_catches_up_and_again_later()
    {
        Make().Sql(Database, Session("1", "2026-08-01", 1000, 100), Row("1", 600, 60, 1785578400));
        Told().ShouldBe([(400, 40, UsageEvidence.Inferred), (600, 60, UsageEvidence.Recorded)]);
        home.Sql(Database, Row("1", 400, 40, 1785578500, isCarried: true));
        Told().ShouldBe([(400, 40, UsageEvidence.Recorded), (600, 60, UsageEvidence.Recorded)]);
        home.Sql(
            Database,
            "UPDATE sessions SET accumulated_input_tokens = 1500, accumulated_output_tokens = 150, updated_at = '2026-08-09 10:00:00'"
        );
        Told().ShouldBe([(400, 40, UsageEvidence.Recorded), (500, 50, UsageEvidence.Inferred), (600, 60, UsageEvidence.Recorded)]);
    }

    [Theory]
    [InlineData(400, 40)]
    [InlineData(300, 30)] // the sub-agent's own counter has more than its ledger
    public void What_sub_agents_used_is_not_the_rest_of_their_parent_s_counter(long input, long output)
    {
        Make()
            .Sql(
                Database,
                Session("1", "2026-08-01", 1000, 100),
                Row("1", 600, 60, 1785578400),
                Session("2", "2026-08-01", 400, 40, "1"),
                Row("2", input, output, 1785578410)
            );
        home.Ingest("Goose").Sum(row => row.InputTokens).ShouldBe(1000);
    }

    [Fact]
    public void An_imported_session_took_over_what_its_origin_s_counter_has_beyond_its_ledger()
    {
        Make()
            .Sql(
                Database,
                Session("1", "2026-08-01", 1000, 100),
                Row("1", 700, 70, 1785578400),
                Message("1", "a", "user", 1785578390),
                Session("2", "2026-08-05", 1500, 150),
                Message("2", "a", "user", 1785578390),
                Message("2", "b", "user", 1785924010)
            );
        home.Ingest("Goose").Sum(row => row.InputTokens).ShouldBe(1500);
    }

    [Fact]
    public void What_is_carried_forward_was_used_with_the_last_message_before_the_return()
    {
        Make()
            .Sql(
                Database,
                Session("1", "2026-03-10", 1400, 160),
                Message("1", "a", "user", 1773136800),
                Message("1", "b", "assistant", 1773136860),
                Message("1", "c", "user", 1787219990),
                Row("1", 1000, 100, 1787220000, isCarried: true),
                Row("1", 400, 60, 1787220000)
            );
        home.Ingest("Goose").Single(row => row.InputTokens == 1000).Timestamp.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1773136860));
    }

    [Fact]
    public void An_imported_session_that_is_gone_on_with_counts_its_own_life_only()
    {
        Make()
            .Sql(
                Database,
                Session("1", "2026-08-01", 1000, 100),
                Row("1", 1000, 100, 1785578400),
                Message("1", "a", "user", 1785578390),
                Session("2", "2026-08-05", 1500, 150),
                Message("2", "a", "user", 1785578390),
                Message("2", "b", "user", 1785924010),
                Row("2", 1000, 100, 1785924020, isCarried: true),
                Row("2", 500, 50, 1785924020)
            );
        Told().ShouldBe([(500, 50, UsageEvidence.Recorded), (1000, 100, UsageEvidence.Recorded)]);
    }

    /// <summary>A session that names a provider was used in Goose, and one of the first versions never named any.</summary>
    [Theory]
    [InlineData("20260805_1", false, 0)]
    [InlineData("20260805_1", true, 1)]
    [InlineData("20250805_101112", false, 1)]
    public void What_another_agent_s_imported_session_tells_is_that_agent_s(string id, bool hasProvider, int count)
    {
        Make()
            .Sql(
                Database,
                "ALTER TABLE sessions ADD COLUMN provider_name TEXT",
                Session(id, "2026-08-05", 1000, 100).Replace(")", hasProvider ? ", 'anthropic')" : ", NULL)", StringComparison.Ordinal),
                Message(id, "a", "user", 1785578390),
                Message(id, "b", "assistant", 1785578400)
            );
        home.Ingest("Goose").Count.ShouldBe(count);
    }

    public void Dispose() => home.Dispose();

    private List<(long, long, UsageEvidence)> Told() =>
        [.. home.Ingest("Goose").Select(row => (row.InputTokens, row.OutputTokens, row.Evidence)).Order()];

    private AgentHome Make() =>
        home.Sql(
            Database,
            "CREATE TABLE schema_version (version INTEGER PRIMARY KEY)",
            "INSERT INTO schema_version VALUES (17)",
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, working_dir TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, parent_session_id TEXT, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER)",
            "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT, session_id TEXT, role TEXT, content_json TEXT, created_timestamp INTEGER)",
            "CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, created_timestamp INTEGER NOT NULL, model TEXT, input_tokens INTEGER, output_tokens INTEGER, cost_source TEXT)"
        );

    private static string Session(string id, string day, long input, long output, string? parent = null) =>
        $"INSERT INTO sessions VALUES ('{id}', '/w/shop', '{day} 10:00:00', '{day} 10:00:09', {(parent is null ? "NULL" : $"'{parent}'")}, {input}, {output})";

    private static string Row(string session, long input, long output, long at, bool isCarried = false) =>
        $"INSERT INTO usage_ledger(session_id, created_timestamp, model, input_tokens, output_tokens, cost_source) VALUES ('{session}', {at}, 'claude-sonnet-4-5', {input}, {output}, '{(isCarried ? "carried_forward" : "estimated")}')";

    private static string Message(string session, string id, string role, long at) =>
        $"INSERT INTO messages(message_id, session_id, role, content_json, created_timestamp) VALUES ('{id}', '{session}', '{role}', '[]', {at})";
}

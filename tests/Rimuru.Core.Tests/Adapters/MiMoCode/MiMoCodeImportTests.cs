using System.Globalization;
using static Rimuru.Core.Tests.Adapters.OpenCode.OpenCodeTables;

namespace Rimuru.Core.Tests.Adapters.MiMoCode;

/// <summary>The messages that MiMo Code copies from Claude Code and OpenCode are no requests of its own.</summary>
public sealed class MiMoCodeImportTests : IDisposable
{
    private const string Database = ".local/share/mimocode/mimocode.db";
    private const string Table =
        "CREATE TABLE external_import (source TEXT NOT NULL, source_key TEXT NOT NULL, session_id TEXT NOT NULL, source_path TEXT NOT NULL, source_mtime INTEGER NOT NULL, time_imported INTEGER NOT NULL, message_ids TEXT, PRIMARY KEY (source, source_key))";
    private const string FormerTable =
        "CREATE TABLE claude_import (source_uuid TEXT PRIMARY KEY NOT NULL, session_id TEXT NOT NULL, source_path TEXT NOT NULL, source_mtime INTEGER NOT NULL, time_imported INTEGER NOT NULL)";

    /// <summary>An imported answer, and one of MiMo Code's own in the same session.</summary>
    private static readonly string[] Rows =
    [
        .. Schema,
        Session("s1"),
        Message("m1", "s1", Answer(Tokens(10, 5))),
        Message("m2", "s1", Answer(Tokens(20, 5), 5000), 5000),
    ];

    private readonly AgentHome home = new();

    [Theory]
    [InlineData("""'["m0","m1"]'""")]
    [InlineData("'[]'")]
    [InlineData("'no list'")]
    [InlineData("NULL")]
    public void An_imported_message_is_no_request_and_what_goes_on_is_one(string ids)
    {
        home.Sql(Database, [.. Rows, Table, Import("s1", 3000, ids)]);
        Inputs().ShouldBe([20]);
        Inputs().ShouldBe([20]);
    }

    [Fact]
    public void The_table_of_earlier_releases_tells_no_ids()
    {
        home.Sql(
            Database,
            [
                .. Rows,
                FormerTable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"INSERT INTO claude_import VALUES ('u1', 's1', '/c.jsonl', 1, {Start + 3000})"
                ),
            ]
        );
        Inputs().ShouldBe([20]);
    }

    [Fact]
    public void Only_the_messages_that_the_import_names_are_imported()
    {
        home.Sql(
            Database,
            [.. Rows, Table, Import("s1", 9000, """'["m1"]'"""), Session("s2"), Message("m3", "s2", Answer(Tokens(30, 5), 10), 10)]
        );
        Inputs().ShouldBe([20, 30]);
    }

    [Fact]
    public void A_fork_of_an_imported_session_has_copies_of_its_messages()
    {
        home.Sql(
            Database,
            [
                .. Rows,
                Table,
                Import("s1", 3000, """'["m1"]'"""),
                Session("fork", 8000),
                Message("f1", "fork", Answer(Tokens(10, 5))),
                Message("f2", "fork", Answer(Tokens(20, 5), 5000), 5000),
                Message("f3", "fork", Answer(Tokens(40, 5), 9000), 9000),
            ]
        );
        Inputs().ShouldBe([20, 40]);
    }

    [Fact]
    public void A_session_that_is_imported_again_has_new_ids_and_stays_what_it_is()
    {
        home.Sql(Database, [.. Rows, Table, Import("s1", 3000, """'["m1"]'""")]);
        Inputs().ShouldBe([20]);
        home.Sql(
            Database,
            "DELETE FROM message WHERE id = 'm1'",
            Message("m8", "s1", Answer(Tokens(10, 5))),
            Message("m9", "s1", Answer(Tokens(50, 5), 6000), 6000),
            """UPDATE external_import SET message_ids = '["m8","m9"]'"""
        );
        Inputs().ShouldBe([20]);
    }

    [Fact]
    public void A_ledger_that_counted_imported_messages_no_longer_does()
    {
        home.Sql(Database, [.. Rows, Table]);
        Inputs().ShouldBe([10, 20]);
        home.Sql("../ledger.db", "UPDATE file SET reader_version = 2");
        home.Sql(Database, Import("s1", 3000, """'["m1"]'"""));
        Inputs().ShouldBe([20]);
    }

    public void Dispose() => home.Dispose();

    private static string Import(string session, long at, string ids) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO external_import VALUES ('cc', '{session}', '{session}', '/c.jsonl', 1, {Start + at}, {ids})"
        );

    private List<long> Inputs()
    {
        home.Sync("MiMoCode");
        home.Warnings.ShouldBeEmpty();
        return [.. home.Usage().Select(row => row.InputTokens).Order()];
    }
}

using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru store</c> on the ledger of a home.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public StoreTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(), ClaudeCodeLines.Assistant("msg_2", time: "2026-07-03T10:00:00Z"));
    }

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_ledger_that_a_named_path_did_not_have_is_told()
    {
        foreach (string named in (string[])[home.In("new/x.db"), "sqlite:" + home.In("other/x.db")])
        {
            CliResult first = cli.Run("cost", "--database", named, "--json");
            first.ExitCode.ShouldBe(0);
            first.Errors.ShouldContain($"There was no ledger at {named.Replace("sqlite:", "")}, so a new one was made there.");
            first.Rows.Count.ShouldBe(1);
            cli.Run("cost", "--database", named).Errors.ShouldBeEmpty();
        }

        cli.Run("store", "init", "--database", home.In("meant.db")).Errors.ShouldBeEmpty();
        cli.Run("sync").Errors.ShouldBeEmpty();
        cli.Run("cost", "--database", "word").Errors.ShouldContain("[E1003]");
    }

    [Fact]
    public void A_ledger_that_shall_only_be_asked_is_not_made()
    {
        foreach (string verb in (string[])["cost", "sessions", "blocks", "forecast", "usage"])
        {
            CliResult result = cli.Run(verb, "--no-sync", "--database", home.In("misspelt.db"));
            result.ExitCode.ShouldBe(1);
            result.Errors.ShouldStartWith($"rimuru: [E9002] There is no ledger at {home.In("misspelt.db")}.");
        }

        File.Exists(home.In("misspelt.db")).ShouldBeFalse();
    }

    [Fact]
    public void A_ledger_is_made_tested_saved_cleaned_and_brought_back()
    {
        ((bool)Row("status")["exists"]!).ShouldBeFalse();
        ((long)Row("init")["records"]!).ShouldBe(0);
        cli.Run("sync").ExitCode.ShouldBe(0);
        JsonNode status = Row("status");
        ((string)status["kind"]!, (string)status["origin"]!, (long)status["records"]!, (long)status["sessions"]!).ShouldBe(
            ("Sqlite", "default", 2, 1)
        );

        CliResult test = cli.Run("store", "test", "--json");
        (test.ExitCode, test.Rows.Count).ShouldBe((0, 6), test.Errors);
        test.Rows.ShouldAllBe(row => (bool)row!["passed"]!);

        string file = home.In("saved.backup");
        ((string)Row("backup", file)["path"]!).ShouldBe(file);
        cli.Run("store", "backup", file).Errors.ShouldStartWith("rimuru: [E1010]");
        Row("optimize", "--older-than", "2026-07-02", "--what-if")
            .ShouldSatisfyAllConditions(row => ((long)row["recordsRemoved"]!).ShouldBe(1), row => row["sizeAfter"].ShouldBeNull());
        ((long)Row("optimize", "--older-than", "2026-07-02", "--force")["recordsRemoved"]!).ShouldBe(1);
        ((long)Row("status")["records"]!).ShouldBe(1);
        cli.Run("store", "restore", file)
            .ShouldSatisfyAllConditions(
                refused => refused.ExitCode.ShouldBe(1),
                refused => refused.Errors.ShouldStartWith("rimuru: [E1010]")
            );
        ((long)Row("restore", file, "--force")["records"]!).ShouldBe(2);
    }

    [Fact]
    public void A_ledger_is_copied_into_another_one_that_answers_like_it()
    {
        cli.Run("sync").ExitCode.ShouldBe(0);
        string other = "sqlite:" + home.In("other.db");
        JsonNode copy = Row("copy", other);
        ((long)copy["records"]!, (long)copy["recordsAdded"]!, (string)copy["destination"]!).ShouldBe((2, 2, home.In("other.db")));
        cli.Run("store", "copy", other).Output.ShouldContain("0 of 2 records were new there");
        cli.Run("cost", "--by", "model", "--json", "--no-sync", "--database", other)
            .Output.ShouldBe(cli.Run("cost", "--by", "model", "--json", "--no-sync").Output);
        cli.Run("store", "copy", "mysql://x")
            .ShouldSatisfyAllConditions(wrong => wrong.ExitCode.ShouldBe(1), wrong => wrong.Errors.ShouldStartWith("rimuru: [E1003]"));
    }

    [Fact]
    public void Without_json_it_is_said_in_words()
    {
        cli.Run("store", "status").Output.ShouldContain("there is no ledger yet");
        cli.Run("sync").ExitCode.ShouldBe(0);
        cli.Run("store", "status").Output.ShouldContain("Sessions");
        cli.Run("store", "test").Output.ShouldContain("Sums         Passed  All ");
        cli.Run("store", "optimize").Output.ShouldStartWith("0 records and 0 sessions were removed; ");
        CliResult refused = cli.Run("store", "test", "--database", "postgres://ada:secret@127.0.0.1:1/team?connect_timeout=1");
        (refused.ExitCode, refused.Errors).ShouldBe((1, ""));
        refused.Output.ShouldContain("[E1001] Database connection failed: postgres://ada:***@127.0.0.1:1/team");
        cli.Run("store", "optimize", "--older-than", "soon").ExitCode.ShouldBe(2);
    }

    private JsonNode Row(params string[] arguments)
    {
        CliResult result = cli.Run(["store", .. arguments, "--json"]);
        result.ExitCode.ShouldBe(0, result.Errors);
        return result.Rows.Single()!;
    }
}

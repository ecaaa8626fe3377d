using static Rimuru.Core.Tests.Adapters.CodexLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Which rows of a thread are copies of another's, and where rollouts lie.</summary>
public sealed class CodexForkTests : IDisposable
{
    private const string ForkedFromOne = """ "forked_from_id":"one", """;
    private const string SpawnedByOne = """ "source":{"subagent":{"thread_spawn":{"parent_thread_id":"one","agent_nickname":"Scout"}}}, """;

    private static readonly string[] Parent =
    [
        Meta(),
        Model("gpt-5.5"),
        Count(2, (100, 40, 10), (100, 40, 10)),
        Count(3, (350, 140, 30), (250, 100, 20)),
        Count(4, (400, 140, 31), (50, 0, 1)),
    ];

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_forks_first_total_charges_its_parent_again_and_is_not_used()
    {
        home.Write(Log, Parent);
        home.Write(
            FileOf("two"),
            Meta("two", 60, ForkedFromOne),
            Count(62, (427, 140, 38), (27, 0, 7)),
            Count(63, (430, 140, 39), (3, 0, 1))
        );
        home.Counted().Skip(3).ShouldBe([("two", 27, 0, 7), ("two", 3, 0, 1)]);
    }

    [Theory]
    [InlineData(ForkedFromOne)]
    [InlineData(SpawnedByOne)]
    public void Rows_that_begin_like_the_parents_are_copies(string lineage)
    {
        home.Write(Log, Parent);
        home.Write(
            FileOf("two"),
            Meta("two", 60, lineage),
            Meta(),
            Count(62, (100, 40, 10), (100, 40, 10)),
            Count(64, (350, 140, 30), (250, 100, 20)),
            Count(99, (360, 140, 33), (10, 0, 3))
        );
        home.Counted().Where(r => r.Session == "two").ShouldBe([("two", 10, 0, 3)]);
    }

    [Fact]
    public void Everything_up_to_the_last_total_that_the_parent_has_is_a_copy()
    {
        // The first row lost its last usage on the way: no common prefix, but the totals tell.
        home.Write(Log, Parent);
        home.Write(
            FileOf("two"),
            Meta("two", 60, ForkedFromOne),
            Count(62, (100, 40, 10), (99, 40, 10)),
            Count(64, (350, 140, 30), (250, 100, 20)),
            Count(99, (360, 140, 33), (10, 0, 3))
        );
        home.Counted().Where(r => r.Session == "two").ShouldBe([("two", 10, 0, 3)]);
    }

    [Fact]
    public void Rows_that_were_counted_are_given_back_when_the_parent_appears()
    {
        home.Write(
            FileOf("two"),
            Meta("two", 60, ForkedFromOne),
            Count(62, (100, 40, 10), (100, 40, 10)),
            Count(64, (350, 140, 30), (250, 100, 20)),
            Count(99, (360, 140, 33), (10, 0, 3))
        );
        home.Counted().Count.ShouldBe(3);
        home.Write(Log, Parent).Sync("Codex").RecordsRetracted.ShouldBe(2);
        home.Counted().Count(r => r.Session == "two").ShouldBe(1);
    }

    [Fact]
    public void Rows_of_a_task_that_is_older_than_the_thread_are_copies_though_the_parent_is_gone()
    {
        home.Write(
            FileOf("two"),
            Meta("two", 60, ForkedFromOne),
            Task(1, 60.1),
            Count(62, (100, 40, 10), (100, 40, 10)),
            Count(64, (350, 140, 30), (250, 100, 20)),
            Task(98, 98),
            Count(99, (360, 140, 33), (10, 0, 3))
        );
        home.Counted().ShouldBe([("two", 10, 0, 3)]);
    }

    [Fact]
    public void The_baseline_is_kept_over_rows_that_are_copies()
    {
        home.Write(
            FileOf("two"),
            Meta("two", 60, ForkedFromOne),
            Task(1, 60.1),
            Count(62, (100_000, 0, 10), null),
            Count(64, (350_000, 0, 30), null),
            Task(98, 98),
            Count(99, (350_010, 0, 33), null)
        );
        home.Counted().ShouldBe([("two", 10, 0, 3)]);
    }

    [Fact]
    public void A_beginning_that_two_forks_of_a_missing_parent_share_belongs_to_the_first()
    {
        string[] shared = [Count(70, (100, 40, 10), (100, 40, 10)), Count(75, (350, 140, 30), (250, 100, 20))];
        home.Write(FileOf("three"), [Meta("three", 62, ForkedFromOne), .. shared, Count(90, (351, 140, 30), (1, 0, 0))]);
        home.Counted().Count.ShouldBe(3);
        home.Write(FileOf("two"), [Meta("two", 61, ForkedFromOne), .. shared, Count(90, (352, 140, 30), (2, 0, 0))]);
        home.Counted().ShouldBe([("two", 60, 40, 10), ("two", 150, 100, 20), ("three", 1, 0, 0), ("two", 2, 0, 0)], ignoreOrder: true);
    }

    [Fact]
    public void A_single_equal_row_of_two_forks_can_be_chance()
    {
        home.Write(
            FileOf("two"),
            Meta("two", 61, ForkedFromOne),
            Count(70, (100, 40, 10), (100, 40, 10)),
            Count(75, (350, 140, 30), (250, 100, 20))
        );
        home.Write(
            FileOf("three"),
            Meta("three", 62, ForkedFromOne),
            Count(70, (100, 40, 10), (100, 40, 10)),
            Count(75, (150, 40, 30), (50, 0, 20))
        );
        home.Counted().Count.ShouldBe(4);
    }

    [Fact]
    public void Without_parent_and_tasks_rows_in_the_second_of_creation_are_copies()
    {
        home.Write(
            FileOf("two"),
            Meta("two", 60, ForkedFromOne),
            Count(60.2, (100, 40, 10), null),
            Count(60.9, (350, 140, 30), null),
            Count(61, (360, 140, 33), null)
        );
        home.Counted().ShouldBe([("two", 10, 0, 3)]);
    }

    [Fact]
    public void A_parent_without_rows_tells_no_more_than_a_missing_one()
    {
        home.Write(Log, Meta(), Model("gpt-5.5"));
        home.Write(
            FileOf("two"),
            Meta("two", 60, ForkedFromOne),
            Count(60.2, null, (50_000, 0, 9000)),
            Count(65, null, (10_000, 6000, 500))
        );
        home.Counted().ShouldBe([("two", 4000, 6000, 500)]);
    }

    [Fact]
    public void Rows_in_the_second_of_creation_are_real_in_a_thread_of_its_own()
    {
        home.Write(Log, Meta(), Count(0.2, (100, 40, 10), null), Count(0.9, (350, 140, 30), null));
        home.Counted().Count.ShouldBe(2);
    }

    [Fact]
    public void A_thread_is_named_by_its_own_id_and_not_by_the_roots()
    {
        home.Write(
            FileOf("two"),
            Meta("two", 60, """ "session_id":"one","parent_thread_id":"one","agent_nickname":"Scout", """),
            Meta(),
            Count(62, (27, 0, 7), (27, 0, 7))
        );
        UsageRecord record = home.Only();
        (record.SessionId, record.SubAgent).ShouldBe(("two", "Scout"));
        home.Sessions().Single(s => s.SessionId == "two").ParentSessionId.ShouldBe("one");
    }

    [Fact]
    public void An_archived_copy_of_a_live_rollout_is_not_read()
    {
        home.Write(Log, Parent).Write(".codex/archived_sessions/" + Path.GetFileName(Log), Parent);
        home.Sync("Codex").FilesFound.ShouldBe(1);
        File.Delete(home.In(Log));
        home.Counted().Count.ShouldBe(3);
    }

    [Fact]
    public void CODEX_HOME_is_a_list()
    {
        home.With("CODEX_HOME", $"{home.In("a")},~/b,{home.In("missing")}");
        home.Write("a/sessions/x.jsonl", Parent)
            .Write("b/archived_sessions/y.jsonl", Meta("two"), Count(2, (1, 0, 1), null))
            .Write(FileOf("three"), Meta("three"), Count(2, (1, 0, 1), null));
        home.Counted().Select(r => r.Session).Distinct().Order().ShouldBe(["one", "two"]);
    }

    [Fact]
    public void CODEX_HOME_does_not_move_Xcodes_rollouts()
    {
        home.With("CODEX_HOME", home.In("a"));
        home.Write("a/sessions/x.jsonl", Parent)
            .Write("Library/Developer/Xcode/CodingAssistant/codex/sessions/y.jsonl", Meta("two"), Count(2, (1, 0, 1), null));
        home.Counted().Select(r => r.Session).Distinct().Order().ShouldBe(["one", "two"]);
    }

    [Fact]
    public void How_a_session_ended_is_what_its_last_turn_says()
    {
        static string Event(string type, double at) => Line("event_msg", $""" "type":"{type}" """, at);
        home.Write(FileOf("one"), Meta(), Task(1, 1), Count(2, (1, 0, 1), null), Event("task_complete", 3));
        home.Write(FileOf("two"), Meta("two"), Task(1, 1), Count(2, (1, 0, 1), null), Event("turn_aborted", 3));
        home.Write(FileOf("three"), Meta("three"), Task(1, 1), Count(2, (1, 0, 1), null));
        home.Sessions()
            .OrderBy(s => s.SessionId)
            .Select(s => s.Status)
            .ShouldBe([SessionStatus.Completed, SessionStatus.Failed, SessionStatus.Cancelled]);
    }
}

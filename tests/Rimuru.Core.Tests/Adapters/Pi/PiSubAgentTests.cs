using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Adapters.Pi;

/// <summary>What a session tells of its sub-agents: what their own logs hold counts there, and only the rest where it is told.</summary>
public sealed class PiSubAgentTests
{
    private const string Folder = ".pi/agent/sessions/--w-p--/";
    private const string Name = "2026-09-07T10-00-00-000Z_11111111-0000-7000-8000-000000000001";
    private const string Parent = Folder + Name + ".jsonl";
    private const string First = Folder + Name + "/abcd1234/run-0/session.jsonl";
    private const string Second = Folder + Name + "/abcd1234/run-1/session.jsonl";
    private const string Started = Folder + "2026-09-07T10-00-50-000Z_11111111-0000-7000-8000-000000000002.jsonl";
    private const string StartedToo = Folder + "2026-09-07T10-00-51-000Z_11111111-0000-7000-8000-000000000003.jsonl";

    /// <summary>The files that are there, in the order in which they come, and what the parent's row and its rest are.</summary>
    public static TheoryData<string, string[], long, UsageEvidence?> Homes
    {
        get
        {
            TheoryData<string, string[], long, UsageEvidence?> homes = [];
            foreach ((string first, string second) in ((string, string)[])[(First, Second), (Started, StartedToo)])
            {
                homes.Add(first, [Parent, first, second], 0, null);
                homes.Add(first, [second, first, Parent], 0, null);
                homes.Add(first, [first, Parent, second], 0, null);
                homes.Add(first, [Parent, first], 600, UsageEvidence.Inferred);
                homes.Add(first, [second, Parent], 500, UsageEvidence.Inferred);
                homes.Add(first, [Parent], 1100, UsageEvidence.Recorded);
            }

            return homes;
        }
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public void A_result_gives_way_to_the_logs_that_are_there(string first, string[] files, long rest, UsageEvidence? evidence)
    {
        Dictionary<string, string[]> logs = first == First ? Named() : Reported();
        using TestHome home = new(),
            slow = new();
        foreach (string file in files)
        {
            home.Write(file, logs[file]);
            for (int lines = 1; lines <= logs[file].Length; lines++)
                slow.Write(file, logs[file][..lines]).Sync();
        }

        home.Sync();
        foreach (TestHome each in (TestHome[])[home, slow])
        {
            List<UsageRecord> records = each.Records();
            records
                .Sum(r => r.InputTokens)
                .ShouldBe(1000 + (files.Contains(first) ? 500 : 0) + (files.Length - 1 - (files.Contains(first) ? 1 : 0)) * 600 + rest);
            UsageRecord? left = records.SingleOrDefault(r => r.Model is null);
            (left?.InputTokens ?? 0, left?.OutputTokens ?? 0, left?.Evidence).ShouldBe((rest, rest / 10, evidence));
            LedgerAudit.Check(each.Database);
            DuplicateLaw.Check(each);
        }
    }

    [Fact]
    public void Copies_of_a_sub_agent_s_log_are_neither_read_nor_taken_for_its_file()
    {
        using TestHome home = new();
        home.Write(
                Parent,
                Head(1, null),
                Answer("a1", 10, 1000),
                Result(
                    "a2",
                    "subagent",
                    500,
                    $$$"""{"results":[{"sessionFile":"/h/{{{First}}}","transcriptPath":"/h/{{{Folder}}}subagent-artifacts/x.jsonl"}]}"""
                )
            )
            .Write(First, Head(2, null), Answer("b1", 20, 500))
            .Write($"{Folder}{Name}/subagent-artifacts/x.jsonl", Answer("b9", 21, 500));
        home.Records().Sum(r => r.InputTokens).ShouldBe(1500);
    }

    [Fact]
    public void The_rest_shrinks_while_a_sub_agent_works_and_is_the_same_when_all_is_read_again()
    {
        using TestHome home = new();
        foreach ((string file, string[] lines) in Reported())
            home.Write(file, lines).Sync();
        home.Write(Started, [.. Reported()[Started], Answer("b3", 40, 900)]).Sync();
        string[] before = [.. home.Records().Select(r => $"{r.Model} {r.InputTokens} {r.Evidence}")];
        foreach (string file in Reported().Keys)
            File.SetLastWriteTimeUtc(home.In(file), DateTime.UtcNow.AddHours(1));
        home.Sync("Pi").RecordsChanged.ShouldBe(0);
        home.Records().Select(r => $"{r.Model} {r.InputTokens} {r.Evidence}").ShouldBe(before);
        before.ShouldNotContain(line => line.Contains("Inferred", StringComparison.Ordinal));
    }

    [Fact]
    public void What_precedes_a_line_that_is_read_before_its_end_is_known_afterwards()
    {
        using TestHome home = new();
        home.Write(Parent, Head(1, null), Answer("a1", 10, 1000), Result("a2", "Agent", 200, "{}"))
            .Append(Parent, Result("a3", "Agent", 300, "{}"))
            .Sync();
        home.Append(Parent, "\n" + Result("a4", "Agent", 600, "{}") + "\n")
            .Write(Started, Reported()[Started])
            .Write(StartedToo, Reported()[StartedToo])
            .Sync();
        home.Records().Select(r => r.InputTokens).Order().ShouldBe([200, 300, 600, 1000]);
    }

    [Fact]
    public void A_fork_of_a_session_that_reports_is_none_of_its_sub_agents()
    {
        using TestHome home = new();
        Dictionary<string, string[]> logs = Reported();
        string[] fork = [Head(2, Parent).Replace("10:00:02", "10:01:00", StringComparison.Ordinal), .. logs[Parent].Skip(1)];
        string own = Answer("f1", 20, 700).Replace("10:00:20", "10:01:20", StringComparison.Ordinal);
        home.Write(Parent, logs[Parent]).Write(Started, [.. fork, own]);
        home.Records().Sum(r => r.InputTokens).ShouldBe(1000 + 1100 + 700);
    }

    /// <summary>Each machine has the parent and one sub-agent, so each ledger has a rest of its own that the other's logs hold.</summary>
    [Theory]
    [InlineData(First, Second, true)]
    [InlineData(First, Second, false)]
    [InlineData(Started, StartedToo, true)]
    [InlineData(Started, StartedToo, false)]
    public void Ledgers_that_have_a_sub_agent_each_meet_without_a_rest(string first, string second, bool isInOrder)
    {
        Dictionary<string, string[]> logs = first == First ? Named() : Reported();
        using TestHome one = new(),
            two = new(),
            both = new();
        one.Write(Parent, logs[Parent]).Write(first, logs[first]);
        two.Write(Parent, logs[Parent]).Write(second, logs[second]);
        foreach (TestHome home in (TestHome[])[one, two])
            home.Records().Count(record => record.Evidence == UsageEvidence.Inferred).ShouldBe(1);
        foreach (TestHome home in isInOrder ? (TestHome[])[one, two, one] : [two, one, two])
        {
            using RimuruEngine engine = home.Open();
            engine.Store.CopyTo(both.Database, null, CancellationToken.None);
        }

        List<UsageRecord> records = both.Records();
        records.Sum(record => record.InputTokens).ShouldBe(2100);
        records.ShouldAllBe(record => record.Evidence == UsageEvidence.Recorded);
        LedgerAudit.Check(both.Database);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_an_older_reader_noted_holds_as_before(bool isThere)
    {
        RecordKey row = new(1, 2),
            file = new(3, 4);
        Lineage result = new()
        {
            Agent = "Pi",
            Thread = row,
            Source = PiSubAgents.FormerResult,
            Parent = file,
            Content = row.ToArray(),
        };
        Lineage read = new()
        {
            Agent = "Pi",
            Thread = file,
            Source = PiSubAgents.File,
            Content = [1],
        };
        Lineage[] files = isThere ? [read] : [];
        Verdict verdict = PiDelegation.Resolve(new LineageFamily([result], files, [result], _ => files)).ShouldHaveSingleItem();
        (verdict.Key, verdict.IsCopy, verdict.Rest!.Value.Tokens.IsZero).ShouldBe((row, isThere, true));
    }

    private static Dictionary<string, string[]> Named() =>
        new()
        {
            [Parent] =
            [
                Head(1, null),
                Answer("a1", 10, 1000),
                Result("a2", "subagent", 1100, $$$"""{"results":[{"sessionFile":"/h/{{{First}}}"},{"sessionFile":"/h/{{{Second}}}"}]}"""),
            ],
            [First] = [Head(2, null), Answer("b1", 20, 500)],
            [Second] = [Head(3, null), Answer("c1", 20, 600)],
        };

    private static Dictionary<string, string[]> Reported() =>
        new()
        {
            [Parent] = [Head(1, null), Answer("a1", 10, 1000), Result("a2", "Agent", 1100, """{"agentId":"x"}""")],
            [Started] = [Head(2, Parent), Answer("b1", 20, 200), Answer("b2", 30, 300)],
            [StartedToo] = [Head(3, Parent), Answer("c1", 20, 600)],
        };

    private static string Head(int id, string? parent) =>
        $$"""{"type":"session","version":3,"id":"11111111-0000-7000-8000-00000000000{{id}}","timestamp":"2026-09-07T10:00:0{{id}}.000Z","cwd":"/w/p"{{(parent is null ? "" : $",\"parentSession\":\"/h/{parent}\"")}}}""";

    private static string Answer(string id, int second, long input) =>
        $$$"""{"type":"message","id":"{{{id}}}","timestamp":"2026-09-07T10:00:{{{second}}}.000Z","message":{"role":"assistant","provider":"moonshot","model":"kimi-k3","responseId":"r-{{{id}}}","usage":{{{Usage(input)}}},"stopReason":"stop"}}""";

    private static string Result(string id, string tool, long input, string details) =>
        $$$"""{"type":"message","id":"{{{id}}}","timestamp":"2026-09-07T10:00:58.000Z","message":{"role":"toolResult","toolName":"{{{tool}}}","details":{{{details}}},"usage":{{{Usage(input)}}}}}""";

    private static string Usage(long input) =>
        $$"""{"input":{{input}},"output":{{input / 10}},"cacheRead":0,"cacheWrite":0,"totalTokens":{{input + (input / 10)}}}""";
}

using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tracking;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Tracking;

/// <summary>A program that lives long reads what was written since, and nothing is missed.</summary>
public sealed class LogFollowerTests : IDisposable
{
    private const string Other = ".claude/projects/-work-shop/other.jsonl";

    private readonly TestHome home = new();

    public static TheoryData<string> Agents => [.. AllHomes.ByAgent.Keys];

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(Agents))]
    public void A_home_that_grows_is_read_as_if_it_were_read_at_once(string agent)
    {
        GeneratedHome generated = AllHomes.ByAgent[agent](11);
        using TestHome plain = new();
        generated.WriteTo(plain);
        generated.WriteTo(home);
        foreach (GeneratedLog log in generated.Files.OfType<GeneratedLog>())
            home.WriteBytes(log.Path, log.Bytes.AsSpan(0, log.Bytes.Length / 2));

        using RimuruEngine engine = home.Open();
        using LogFollower follower = engine.Agents.Follow();
        follower.Refresh(engine.Ledger, null, CancellationToken.None);
        generated.WriteTo(home);
        string told = Told(plain);
        Follow(engine, follower, () => Told(engine) == told);
    }

    [Fact]
    public void What_is_written_and_what_comes_anew_is_read_with_the_next_question()
    {
        home.Write(Log, Assistant("one"));
        using RimuruEngine engine = home.Open();
        using LogFollower follower = engine.Agents.Follow();
        follower.Refresh(engine.Ledger, null, CancellationToken.None);
        for (int i = 0; i < 10; i++)
        {
            home.Append(Log, Assistant($"more {i}") + "\n");
            Follow(engine, follower, () => Records(engine) == i + 2);
        }

        home.Write(Other, Assistant("another", session: "other"));
        Follow(engine, follower, () => Records(engine) == 12);
        File.Move(home.In(Other), home.In(Other + ".later.jsonl"));
        home.Append(Other + ".later.jsonl", Assistant("the last", session: "other") + "\n");
        Follow(engine, follower, () => Records(engine) == 13);
    }

    [Fact]
    public void What_was_written_is_read_although_a_question_was_cancelled()
    {
        home.Write(Log, Assistant("one"));
        using RimuruEngine engine = home.Open();
        using LogFollower follower = engine.Agents.Follow();
        follower.Refresh(engine.Ledger, null, CancellationToken.None);
        home.Append(Log, Assistant("two") + "\n");
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => Follow(engine, follower, () => false, cancelled.Token));
        Follow(engine, follower, () => Records(engine) == 2);
    }

    [Fact]
    public void A_known_log_is_read_alone_and_for_any_other_file_all_must_be()
    {
        home.Write(Log, Assistant("one")).Write(Other, Assistant("another"));
        home.Sync();
        home.Append(Log, Assistant("two") + "\n").Append(Other, Assistant("left") + "\n");
        using RimuruEngine engine = home.Open();
        engine.Ledger.ReadLogs([home.In("nobody/knows.jsonl")], null, CancellationToken.None).ShouldBeFalse();
        engine.Ledger.ReadLogs([home.In(Log), home.In("nobody/knows.jsonl")], null, CancellationToken.None).ShouldBeFalse();
        Records(engine).ShouldBe(2);
        engine.Ledger.ReadLogs([home.In(Log)], null, CancellationToken.None).ShouldBeTrue();
        Records(engine).ShouldBe(3);
    }

    /// <summary>Asks until all is there: the system tells of a write when it finds the time.</summary>
    private static void Follow(RimuruEngine engine, LogFollower follower, Func<bool> isThere, CancellationToken stop = default)
    {
        for (int left = 300; left > 0 && !isThere(); left--)
        {
            Thread.Sleep(20);
            follower.Refresh(engine.Ledger, null, stop);
        }

        isThere().ShouldBeTrue();
    }

    private static int Records(RimuruEngine engine) => engine.Reports.Usage(new ReportFilter(), CancellationToken.None).Count();

    private static string Told(TestHome home)
    {
        home.Sync();
        using RimuruEngine engine = home.Open();
        return Told(engine);
    }

    private static string Told(RimuruEngine engine) =>
        string.Join(
            '\n',
            engine
                .Reports.Usage(new ReportFilter(), CancellationToken.None)
                .Select(record =>
                    $"{record.Timestamp:O} {record.SessionId} {record.Model} {record.Evidence} {record.Requests} {record.InputTokens} {record.OutputTokens}"
                )
                .Order(StringComparer.Ordinal)
        );
}

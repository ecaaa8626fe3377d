using System.Diagnostics;
using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Discovery;
using Rimuru.Core.Records;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Discovery;

/// <summary>What the agents' process files say of a session, told by processes that are really there.</summary>
public sealed class SessionProcessTests : IDisposable
{
    private static readonly int Own = Environment.ProcessId;

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_session_whose_process_lives_is_active_though_its_turn_ended_long_ago()
    {
        Claude(Own, OwnStart, "end_turn", minutesAgo: 300).Status.ShouldBe(SessionStatus.Active);
        Claude(Own, OwnStart, "end_turn", minutesAgo: 300).ProcessId.ShouldBe(Own);
    }

    [Fact]
    public void A_process_that_was_killed_leaves_its_turn_failed_at_once()
    {
        Claude(GoneProcess(), "1", "tool_use", minutesAgo: 5).Status.ShouldBe(SessionStatus.Failed);
        Claude(GoneProcess(), "1", "end_turn", minutesAgo: 5).Status.ShouldBe(SessionStatus.Completed);
        Claude(GoneProcess(), "1", "tool_use", minutesAgo: 0).Status.ShouldBe(SessionStatus.Active);
    }

    [Fact]
    public void Without_a_process_file_the_log_alone_decides()
    {
        home.Write(Log, Line("tool_use", 5)).Sessions().ShouldHaveSingleItem().Status.ShouldBe(SessionStatus.Active);
        File.Delete(home.Ledger);
        home.Write(Log, Line("tool_use", 15)).Sessions().ShouldHaveSingleItem().Status.ShouldBe(SessionStatus.Failed);
    }

    [Fact]
    public void A_number_that_was_given_out_again_is_another_process()
    {
        Claude(Own, "Thu Jul  9 04:18:26 2020", "tool_use", minutesAgo: 5).Status.ShouldBe(SessionStatus.Failed);
        if (OperatingSystem.IsLinux())
            Claude(Own, "1", "tool_use", minutesAgo: 5).Status.ShouldBe(SessionStatus.Failed);
    }

    [Fact]
    public void The_live_one_of_two_processes_counts()
    {
        home.Write(".claude/sessions/1.json", ProcessFile(GoneProcess(), "1"))
            .Write(".claude/sessions/9999999.json", ProcessFile(GoneProcess(), "1"));
        Claude(Own, OwnStart, "end_turn", minutesAgo: 300).Status.ShouldBe(SessionStatus.Active);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"pid":"x","sessionId":"one"}""")]
    [InlineData("""{"pid":1}""")]
    public void A_process_file_that_says_nothing_changes_nothing(string text)
    {
        home.Write(".claude/sessions/7.json", text);
        home.Write(Log, Line("end_turn", 5)).Sessions().ShouldHaveSingleItem().Status.ShouldBe(SessionStatus.Completed);
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("lock")]
    public void Copilots_mark_counts_where_its_process_was_there_before_it(string kind)
    {
        const string Folder = ".copilot/session-state/s1";
        home.Write(
            $"{Folder}/events.jsonl",
            """{"type":"session.start","timestamp":"2026-07-01T10:00:00.000Z","data":{"sessionId":"s1"}}""",
            """{"type":"assistant.turn_start","timestamp":"2026-07-01T10:00:01.000Z","data":{}}"""
        );
        home.Sessions().ShouldHaveSingleItem().Status.ShouldBe(SessionStatus.Failed);
        string mark = $"{Folder}/inuse.{Own}.{kind}";
        home.Write(mark);
        home.Sessions().ShouldHaveSingleItem().Status.ShouldBe(SessionStatus.Active);
        File.SetLastWriteTimeUtc(home.In(mark), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        home.Sessions().ShouldHaveSingleItem().Status.ShouldBe(SessionStatus.Failed);
    }

    [Fact]
    public void The_start_is_understood_in_both_forms_that_Claude_Code_writes()
    {
        using Process own = Process.GetCurrentProcess();
        string lstart = own.StartTime.ToUniversalTime().ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture);
        ProcessTable.IsLive(new SessionProcess("one", Own, lstart, DateTimeOffset.UtcNow)).ShouldBe(true);
        ProcessTable.IsLive(new SessionProcess("one", Own, OwnStart, DateTimeOffset.UtcNow)).ShouldBe(true);
        ProcessTable.IsLive(new SessionProcess("one", Own, "something new", DateTimeOffset.UtcNow)).ShouldBe(true);
        ProcessTable.IsLive(new SessionProcess("one", Own, "something new", DateTimeOffset.UnixEpoch)).ShouldBe(false);
        ProcessTable.IsLive(new SessionProcess("one", -1, null, DateTimeOffset.UtcNow)).ShouldBe(false);
    }

    [Fact]
    public void Another_machines_session_is_not_judged_by_the_processes_of_this_one()
    {
        OpenSessions open = new(() => throw new InvalidOperationException("nothing is to be looked at"), "here", TimeProvider.System);
        open.Of(
                new StoredSession
                {
                    Agent = "ClaudeCode",
                    SessionId = "one",
                    Machine = "there",
                }
            )
            .ShouldBeNull();
    }

    private static string OwnStart
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                using Process own = Process.GetCurrentProcess();
                return own.StartTime.ToUniversalTime().ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture);
            }

            string stat = File.ReadAllText($"/proc/{Own}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
    }

    /// <summary>The number of a process that was there and has ended.</summary>
    private static int GoneProcess()
    {
        using Process ended = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        ended.StandardOutput.ReadToEnd();
        ended.WaitForExit();
        return ended.Id;
    }

    private Session Claude(int process, string start, string stopReason, int minutesAgo)
    {
        home.Write($".claude/sessions/{process}.json", ProcessFile(process, start));
        Session session = home.Write(Log, Line(stopReason, minutesAgo)).Sessions().ShouldHaveSingleItem();
        File.Delete(home.In($".claude/sessions/{process}.json"));
        File.Delete(home.Ledger);
        return session;
    }

    private static string ProcessFile(int process, string start) =>
        $$"""{"pid":{{process}},"sessionId":"one","cwd":"/work/shop","startedAt":{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}},"procStart":"{{start}}","kind":"interactive","status":"idle"}""";

    private static string Line(string stopReason, int minutesAgo) =>
        Assistant(
            time: DateTimeOffset.UtcNow.AddMinutes(-minutesAgo).ToString("O", CultureInfo.InvariantCulture),
            message: $"\"stop_reason\":\"{stopReason}\","
        );
}

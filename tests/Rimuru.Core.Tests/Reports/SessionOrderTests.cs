using System.Text.Json;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Reports;

/// <summary>The pages of the sessions in any order hold what the report of all sessions holds.</summary>
public sealed class SessionOrderTests
{
    [SkippableTheory]
    [InlineData(TestStore.Sqlite, 81)]
    [InlineData(TestStore.Sqlite, 82)]
    [InlineData(TestStore.Postgres, 81)]
    public void Pages_hold_every_session_once_in_order(TestStore store, int seed)
    {
        TestStores.Require(store);
        using TestHome home = new(store);
        ClaudeHomes.Create(seed).WriteTo(home);
        CodexHomes.Create(seed).WriteTo(home);
        home.Sync();
        using RimuruEngine engine = home.Open();
        List<Session> sessions = [.. engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)];
        DateTimeOffset[] times = [.. sessions.Select(session => session.LastActivity).OfType<DateTimeOffset>().Order()];
        times.Length.ShouldBeGreaterThan(2);
        DateTimeOffset middle = times[times.Length / 2];
        ReportFilter[] filters =
        [
            new(),
            new() { Since = middle },
            new() { Until = middle },
            new() { Since = times[0], Until = middle },
            new() { Agent = ["Claude*"] },
            new() { Agent = ["Codex"], Machine = ["*"] },
            new() { User = ["nobody"] },
            new() { Project = [sessions.Select(session => session.Project).First(project => project is not null)!] },
            new() { Model = ["*gpt*"], Since = times[0] },
            new() { SessionId = [sessions[0].SessionId] },
        ];
        foreach (ReportFilter filter in filters)
        {
            foreach ((bool onlyActive, bool activeFirst) in ((bool, bool)[])[(false, false), (false, true), (true, false)])
            {
                SessionOrder order = SessionOrder.Latest with { HasActiveFirst = activeFirst };
                Paged<Session> latest = engine.Reports.Sessions(order, filter, onlyActive, CancellationToken.None);
                List<Session> shown = [];
                for (int at = 0; at < latest.Count; at += 3)
                    shown.AddRange(latest.Part(at, 3));
                shown.Count.ShouldBe(latest.Count);
                Texts(shown).ShouldBe(Texts(engine.Reports.Sessions(filter, onlyActive, CancellationToken.None)), ignoreOrder: true);
                shown
                    .Select(session => (activeFirst && session.Status != SessionStatus.Active, Age: -session.LastActivity?.UtcTicks ?? 0))
                    .ShouldBeInOrder();
            }
        }
    }

    [SkippableTheory]
    [InlineData(TestStore.Sqlite, 83)]
    [InlineData(TestStore.Postgres, 83)]
    public void Pages_in_the_order_of_a_sum_are_those_of_all_sessions_in_that_order(TestStore store, int seed)
    {
        TestStores.Require(store);
        using TestHome home = new(store);
        ClaudeHomes.Create(seed).WriteTo(home);
        CodexHomes.Create(seed).WriteTo(home);
        home.Write(
            ".claude/projects/-free/unpriced.jsonl",
            """
            {"type":"assistant","timestamp":"2026-01-05T10:00:00Z","sessionId":"unpriced","requestId":"r1","message":{"id":"m1","model":"nobody-knows-it","usage":{"input_tokens":5,"output_tokens":7}}}
            """
        );
        home.Sync();
        using RimuruEngine engine = home.Open();
        foreach (ReportFilter filter in (ReportFilter[])[new(), new() { Agent = ["Claude*"] }, new() { Model = ["*gpt*"] }])
        {
            List<Session> all = [.. engine.Reports.Sessions(filter, onlyActive: false, CancellationToken.None)];
            foreach (string property in SessionOrder.Properties)
            {
                foreach (bool isDescending in (bool[])[true, false])
                {
                    SessionOrder order = new(property, isDescending);
                    IOrderedEnumerable<Session> sorted = isDescending ? all.OrderByDescending(ValueOf) : all.OrderBy(ValueOf);
                    Paged<Session> pages = engine.Reports.Sessions(order, filter, onlyActive: false, CancellationToken.None);
                    List<Session> shown = [];
                    for (int at = 0; at < pages.Count; at += 3)
                        shown.AddRange(pages.Part(at, 3));
                    shown.Select(ValueOf).ShouldBe(sorted.Select(ValueOf));
                    Texts(shown).ShouldBe(Texts(all), ignoreOrder: true);
                }

                object? ValueOf(Session session) => typeof(Session).GetProperty(property)!.GetValue(session);
            }
        }
    }

    private static List<string> Texts(IEnumerable<Session> sessions) => [.. sessions.Select(session => JsonSerializer.Serialize(session))];
}

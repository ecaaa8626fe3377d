using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Store;
using Rimuru.Core.Views;

namespace Rimuru.Core.Tests.Reports;

/// <summary>The pages of the sessions in any order hold what the report of all sessions holds.</summary>
public sealed class SessionOrderTests
{
    [Theory]
    [InlineData(TestStore.Sqlite, 81)]
    [InlineData(TestStore.Sqlite, 82)]
    [InlineData(TestStore.Postgres, 81)]
    public void Pages_hold_every_session_once_in_order(TestStore store, int seed)
    {
        using TestHome home = TwoAgents.Read(store, seed);
        using RimuruEngine engine = home.Open();
        foreach (ReportFilter filter in TwoAgents.Filters(engine))
        {
            foreach ((bool onlyActive, bool activeFirst) in ((bool, bool)[])[(false, false), (false, true), (true, false)])
            {
                SessionOrder order = SessionOrder.Latest with { HasActiveFirst = activeFirst };
                Paged<Session> latest = engine.Reports.Sessions(order, filter, onlyActive, CancellationToken.None);
                List<Session> shown = TwoAgents.All(latest);
                TwoAgents
                    .Texts(shown)
                    .ShouldBe(TwoAgents.Texts(engine.Reports.Sessions(filter, onlyActive, CancellationToken.None)), ignoreOrder: true);
                shown
                    .Select(session => (activeFirst && session.Status != SessionStatus.Active, Age: -session.LastActivity?.UtcTicks ?? 0))
                    .ShouldBeInOrder();
            }
        }
    }

    [Theory]
    [InlineData(TestStore.Sqlite, 83)]
    [InlineData(TestStore.Postgres, 83)]
    public void Pages_in_the_order_of_a_value_are_those_of_all_sessions_in_that_order(TestStore store, int seed)
    {
        using TestHome home = TwoAgents.Read(store, seed);
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
                    IOrderedEnumerable<Session> sorted = isDescending
                        ? all.OrderByDescending(ValueOf, ValueOrder.Instance)
                        : all.OrderBy(ValueOf, ValueOrder.Instance);
                    Paged<Session> pages = engine.Reports.Sessions(order, filter, onlyActive: false, CancellationToken.None);
                    List<Session> shown = TwoAgents.All(pages);
                    shown.Select(ValueOf).ShouldBe(sorted.Select(ValueOf));
                    TwoAgents.Texts(shown).ShouldBe(TwoAgents.Texts(all), ignoreOrder: true);
                }

                object? ValueOf(Session session) => typeof(Session).GetProperty(property)!.GetValue(session);
            }
        }
    }
}

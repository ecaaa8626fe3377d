using System.Globalization;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Tracking;

/// <summary>The contracts of the specification, over real logs and a real ledger.</summary>
public sealed class TrackedAgentTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly RimuruEngine engine;

    public TrackedAgentTests() => engine = home.Open();

    public void Dispose()
    {
        engine.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task An_adapter_is_connected_while_its_data_is_there()
    {
        IFullAdapter adapter = Adapter("ClaudeCode");
        (await adapter.GetStatusAsync()).ShouldBe(AdapterStatus.Unknown);
        await adapter.ConnectAsync();
        (await adapter.GetStatusAsync()).ShouldBe(AdapterStatus.Disconnected);
        (await adapter.IsInstalledAsync()).ShouldBeFalse();

        home.Write(Log, Assistant());
        await adapter.ConnectAsync();
        AdapterInfo info = await adapter.GetInfoAsync();
        (info.AgentType, info.Name, info.Status).ShouldBe((AgentType.ClaudeCode, "ClaudeCode", AdapterStatus.Connected));
        info.Roots.ShouldBe([home.In(".claude/projects")]);
        info.LastConnected.ShouldNotBeNull();
        (await adapter.IsInstalledAsync()).ShouldBeTrue();

        Directory.Delete(home.In(".claude"), recursive: true);
        (await adapter.GetStatusAsync()).ShouldBe(AdapterStatus.Disconnected);
    }

    [Fact]
    public async Task It_gives_its_own_sessions_and_costs_and_no_others()
    {
        home.Write(Log, Assistant("a"), Assistant("b", session: "two", time: "2026-08-01T10:00:00.000Z"));
        home.Write(
            ".pi/agent/sessions/--x--/1_p1.jsonl",
            """{"type":"session","id":"p1","timestamp":"2026-07-01T10:00:00.000Z","cwd":"/x"}"""
        );
        IFullAdapter adapter = Adapter("ClaudeCode");
        (await List(adapter.GetSessionsAsync())).Select(session => session.SessionId).ShouldBe(["one", "two"]);
        (await List(adapter.GetHistoryAsync(new DateTimeOffset(2026, 7, 15, 0, 0, 0, TimeSpan.Zero))))
            .ShouldHaveSingleItem()
            .SessionId.ShouldBe("two");
        (await adapter.GetDetailsAsync("one")).ShouldNotBeNull().Requests.ShouldBe(1);
        (await adapter.GetDetailsAsync("p1")).ShouldBeNull();
        (await adapter.GetTotalCostAsync()).ShouldBe(2 * 0.000105m);
        (await adapter.GetTotalCostAsync(until: new DateTimeOffset(2026, 7, 15, 0, 0, 0, TimeSpan.Zero))).ShouldBe(0.000105m);
        (await Adapter("Amp").GetTotalCostAsync()).ShouldBeNull();
        (await List(adapter.GetUsageAsync())).Sum(record => record.Cost).ShouldBe(2 * 0.000105m);
        (await List(adapter.GetActiveSessionsAsync())).ShouldBeEmpty();
        (await adapter.GetActiveSessionAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task The_session_that_is_worked_in_is_the_active_one()
    {
        home.Write(
            Log,
            Assistant(time: DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture), message: "\"stop_reason\":\"tool_use\",")
        );
        ActiveSession active = (await Adapter("ClaudeCode").GetActiveSessionAsync()).ShouldNotBeNull();
        (active.SessionId, active.Agent, active.Model, active.Project, active.TotalTokens).ShouldBe(
            ("one", "ClaudeCode", "claude-sonnet-4-5", "shop", 15)
        );
    }

    [Fact]
    public void It_prices_by_the_table_of_the_ledger()
    {
        IFullAdapter adapter = Adapter("ClaudeCode");
        DateTimeOffset at = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        adapter.CalculateCost("claude-sonnet-4-5", new TokenUsage(10, 0, 0, 0, 5, 0), at).ShouldBe(0.000105m);
        adapter.CalculateCost("nobody-knows-it", new TokenUsage(10, 0, 0, 0, 5, 0), at).ShouldBeNull();
        ModelInfo model = adapter.GetModelInfo("claude-sonnet-4-5", at).ShouldNotBeNull();
        (model.Provider, model.InputPrice, model.OutputPrice).ShouldBe(("anthropic", 3m, 15m));
        adapter.GetModelInfo("nobody-knows-it", at).ShouldBeNull();
    }

    [Fact]
    public async Task Who_subscribes_is_told_of_what_is_written_from_then_on()
    {
        home.Write(Log, Assistant("old", session: "old"));
        using CancellationTokenSource stop = new(TimeSpan.FromMinutes(1));
        await using IAsyncEnumerator<SessionEvent> subscription = engine
            .Agents.Watch(["ClaudeCode"], TimeSpan.FromSeconds(1), null, stop.Token)
            .GetAsyncEnumerator();
        Task<bool> next = subscription.MoveNextAsync().AsTask();

        // Sessions begin until the subscriber, who is told nothing of those before, is told of one.
        for (int i = 0; !next.IsCompleted; i++)
        {
            home.Write($".claude/projects/-work-shop/live{i}.jsonl", Live($"a{i}", $"live{i}", "tool_use"));
            await Task.WhenAny(next, Task.Delay(100, stop.Token));
        }

        (await next).ShouldBeTrue();
        string told = subscription.Current.SessionId;
        (subscription.Current.Kind, told[..4]).ShouldBe((SessionEventKind.Started, "live"));
        home.Append($".claude/projects/-work-shop/{told}.jsonl", Live("b", told, "end_turn") + "\n");
        do (await subscription.MoveNextAsync()).ShouldBeTrue();
        while (subscription.Current.SessionId != told);
        (subscription.Current.Kind, subscription.Current.Session.Requests).ShouldBe((SessionEventKind.Ended, 2));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (await subscription.MoveNextAsync())
                subscription.Current.SessionId.ShouldNotBe("old");
        });
    }

    private IFullAdapter Adapter(string name) => engine.Agents.Adapters([name]).Adapters.ShouldHaveSingleItem();

    private static string Live(string id, string session, string stopReason) =>
        Assistant(
            id,
            session: session,
            time: DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            message: $"\"stop_reason\":\"{stopReason}\","
        );

    private static async Task<List<T>> List<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
            list.Add(item);
        return list;
    }
}

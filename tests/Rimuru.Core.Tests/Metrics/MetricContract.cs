using Microsoft.Extensions.Time.Testing;
using Rimuru.Core.Config;
using Rimuru.Core.Metrics;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Metrics;

/// <summary>What is kept of what was measured, in every kind of store.</summary>
public abstract class MetricContract : IDisposable
{
    private const string Machine = "box";

    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TestStore store;
    private readonly TestHome home;
    private readonly FakeTimeProvider clock = new(Noon);

    private protected MetricContract(TestStore store)
    {
        this.store = store;
        home = new TestHome(store);
    }

    public void Dispose()
    {
        home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Samples_are_summed_by_minute_hour_and_day()
    {
        TestStores.Require(store);
        using RimuruEngine engine = Open();
        engine.Store.Initialize(default);
        for (int i = 0; i < 10; i++)
        {
            // In two writes that meet in one minute.
            Add(engine, (Noon.AddSeconds(20 * i), "", MetricName.Cpu, 1000 * i), (Noon.AddSeconds(20 * i), "Codex", MetricName.Cost, 500));
        }

        MetricRecord[] minutes = [.. Find(engine, TimeSpan.FromMinutes(1)).Where(record => record.Name == MetricName.Cpu)];
        minutes.Select(record => (record.Start - Noon).TotalMinutes).ShouldBe([0, 1, 2, 3]);
        minutes
            .Select(record => (record.Samples, record.Average, record.Minimum, record.Maximum))
            .ShouldBe([(3, 1, 0, 2), (3, 4, 3, 5), (3, 7, 6, 8), (1, 9, 9, 9)]);
        foreach (TimeSpan? step in (TimeSpan?[])[null, TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromMinutes(30)])
        {
            MetricRecord cpu = Find(engine, step).Single(record => record.Name == MetricName.Cpu);
            (cpu.Samples, cpu.Average, cpu.Minimum, cpu.Maximum, cpu.Agent, cpu.Machine, cpu.Unit).ShouldBe(
                (10, 4.5m, 0, 9, null, Machine, "percent")
            );
            cpu.Median.ShouldBe(4, 0.05m);
            cpu.P99.ShouldBe(9, 0.09m);
            MetricRecord cost = Find(engine, step).Single(record => record.Name == MetricName.Cost);
            (cost.Average, cost.Agent, cost.Unit).ShouldBe((0.0000005m, "Codex", "USD/min"));
        }
    }

    [Fact]
    public void Names_agents_and_times_select()
    {
        TestStores.Require(store);
        using RimuruEngine engine = Open();
        engine.Store.Initialize(default);
        clock.Advance(TimeSpan.FromSeconds(30));
        foreach (string agent in (string[])["", "Codex", "ClaudeCode"])
            Add(
                engine,
                (Noon, agent, MetricName.Tokens, 7),
                (Noon, agent, MetricName.Requests, 1),
                (Noon.AddHours(-3), agent, MetricName.Tokens, 1)
            );
        engine
            .Metrics.Find(new MetricQuery { Agents = ["Co*"] }, default)
            .Select(record => (record.Agent, record.Name))
            .ShouldBe([("Codex", MetricName.Tokens), ("Codex", MetricName.Requests)]);
        engine
            .Metrics.Find(
                new MetricQuery
                {
                    Names = [MetricName.Tokens],
                    Agents = ["*"],
                    Since = Noon.AddDays(-1),
                },
                default
            )
            .Select(record => (record.Agent, record.Samples))
            .ShouldBe([("ClaudeCode", 2), ("Codex", 2)]);
        engine.Metrics.Find(new MetricQuery { Machines = ["B?x"] }, default).Count().ShouldBe(6);
        engine.Metrics.Find(new MetricQuery { Machines = ["other"] }, default).ShouldBeEmpty();
        engine.Metrics.Find(new MetricQuery { Until = Noon }, default).ShouldBeEmpty();
        Should
            .Throw<RimuruException>(() => engine.Metrics.Find(new MetricQuery { Step = TimeSpan.FromSeconds(90) }, default))
            .Message.ShouldContain("whole minutes");
    }

    [Fact]
    public void A_range_that_begins_within_a_step_has_the_whole_step()
    {
        TestStores.Require(store);
        using RimuruEngine engine = Open();
        engine.Store.Initialize(default);
        Add(engine, (Noon, "", MetricName.Tokens, 1), (Noon.AddHours(1), "", MetricName.Tokens, 1));
        MetricQuery query = new()
        {
            Since = Noon.AddHours(1),
            Until = Noon.AddHours(2),
            Step = TimeSpan.FromHours(2),
        };
        MetricRecord record = engine.Metrics.Find(query, default).ShouldHaveSingleItem();
        (record.Start, record.Samples).ShouldBe((Noon, 2));
    }

    [Fact]
    public void Minutes_hours_and_days_are_kept_as_long_as_configured()
    {
        TestStores.Require(store);
        using RimuruEngine engine = Open(("RIMURU__METRICS__MINUTE_RETENTION_DAYS", "1"), ("RIMURU__METRICS__HOUR_RETENTION_DAYS", "2"));
        engine.Store.Initialize(default);
        Add(engine, (Noon, "", MetricName.Memory, 5));
        clock.Advance(TimeSpan.FromHours(25));
        engine.Metrics.Measure(default);
        Steps(engine).ShouldBe([0, 1, 1]);
        clock.Advance(TimeSpan.FromHours(25));
        engine.Metrics.Measure(default);
        Steps(engine).ShouldBe([0, 0, 1]);
        Find(engine, TimeSpan.FromDays(1)).ShouldContain(record => record.Maximum == 5 && record.Name == MetricName.Memory);

        static int[] Steps(RimuruEngine engine) =>
            [
                .. new MetricRetention(1, 1, 1).Steps.Select(step =>
                    Table(engine).Find(step.StepMs, 0, Noon.AddMinutes(1).ToUnixTimeMilliseconds()).Count
                ),
            ];
    }

    [Fact]
    public void A_watch_writes_once_a_minute_and_at_its_end()
    {
        TestStores.Require(store);
        using RimuruEngine engine = Open();
        engine.Store.Initialize(default);
        for (int i = 0; i < 13; i++)
        {
            engine.Metrics.Observe(default);
            engine.Metrics.Observe(default); // at once, as after a write of an agent
            if (i < 12)
                Find(engine, null).ShouldBeEmpty();
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        // The first look measures nothing.
        Find(engine, null).Single(record => record is { Name: MetricName.Requests, Agent: null }).Samples.ShouldBe(11);
        engine.Metrics.Flush(default);
        Find(engine, null).Single(record => record is { Name: MetricName.Requests, Agent: null }).Samples.ShouldBe(12);
        engine.Metrics.Flush(default);
        Find(engine, null).Single(record => record is { Name: MetricName.Requests, Agent: null }).Samples.ShouldBe(12);
    }

    [Fact]
    public void Turned_off_nothing_is_kept()
    {
        TestStores.Require(store);
        using RimuruEngine engine = Open(("RIMURU__METRICS__ENABLED", "false"));
        engine.Store.Initialize(default);
        engine.Metrics.Measure(default).Machine.ShouldBe(Machine);
        for (int i = 0; i < 30; i++)
        {
            engine.Metrics.Observe(default);
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        engine.Metrics.Flush(default);
        Find(engine, null).ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_has_it_too_and_can_be_repeated()
    {
        TestStores.Require(store);
        string other = store == TestStore.Sqlite ? "sqlite:" + home.In("other.db") : new TestHome(store).Database;
        using RimuruEngine engine = Open();
        engine.Store.Initialize(default);
        Add(engine, (Noon, "", MetricName.Cpu, 1000), (Noon.AddDays(-3), "", MetricName.Cpu, 2000));
        engine.Store.CopyTo(other, null, default);
        Add(engine, (Noon, "", MetricName.Cpu, 4000));
        engine.Store.CopyTo(other, null, default);
        engine.Store.CopyTo(other, null, default);
        using RimuruEngine copy = home.Open(other);
        MetricRecord[] found = [.. copy.Metrics.Find(new MetricQuery { Since = Noon.AddDays(-9), Until = Noon.AddHours(1) }, default)];
        (found.ShouldHaveSingleItem().Samples, found[0].Average).ShouldBe((3, 7m / 3));
    }

    [Fact]
    public void The_last_minute_of_this_machine_is_counted_by_agent()
    {
        TestStores.Require(store);
        home.Write(
            ".claude/projects/-work-shop/one.jsonl",
            ClaudeCodeLines.Assistant("a", session: "one", time: "2026-07-15T11:59:30Z"),
            ClaudeCodeLines.Assistant("b", session: "one", time: "2026-07-15T11:58:30Z")
        );
        home.Write(".claude/projects/-work-shop/two.jsonl", ClaudeCodeLines.Assistant("c", session: "two", time: "2026-07-15T11:59:59Z"));
        home.At(Noon).As("elsewhere", "ann").Sync();
        using RimuruEngine engine = Open();
        SystemMetrics before = engine.Metrics.Measure(default);
        (before.RequestsPerMinute, before.TokensPerMinute, before.ActiveSessions, before.CostPerMinute).ShouldBe((0, 0, 0, 0));

        home.Write(".claude/projects/-work-shop/here.jsonl", ClaudeCodeLines.Assistant("d", session: "here", time: "2026-07-15T11:59:40Z"));
        engine.Ledger.Sync([], null, null, default);
        SystemMetrics after = engine.Metrics.Measure(default);
        AgentMetrics claude = after.Agents.Single(agent => agent.Agent == "ClaudeCode");
        UsageRecord request = home.Records().Single(record => record.SessionId == "here");
        (claude.RequestsPerMinute, claude.TokensPerMinute, claude.CostPerMinute).ShouldBe((1, request.TotalTokens, request.Cost));
        (after.RequestsPerMinute, after.TokensPerMinute, after.CostPerMinute).ShouldBe((1, request.TotalTokens, request.Cost));
        claude.Failures.ShouldBeNull();
    }

    private RimuruEngine Open(params (string Name, string Value)[] variables) =>
        RimuruEngine.Open(
            new EngineOptions
            {
                Database = home.Database,
                Environment = HostEnvironment
                    .Of(home.Folder, variables.ToDictionary(one => one.Name, one => one.Value), HostPlatform.Linux)
                    .With(Machine, "ann")
                    .With(clock),
            }
        );

    private static Core.Store.Rules.MetricTable Table(RimuruEngine engine) => engine.Metrics.Table(default);

    private static void Add(RimuruEngine engine, params (DateTimeOffset At, string Agent, MetricName Name, long Value)[] samples) =>
        Table(engine)
            .Add(
                Machine,
                [.. samples.Select(one => new MetricSample(one.At.ToUnixTimeMilliseconds(), one.Agent, one.Name, one.Value))],
                new MetricRetention(2, 30, 730),
                Noon.ToUnixTimeMilliseconds(),
                default
            );

    private static List<MetricRecord> Find(RimuruEngine engine, TimeSpan? step) =>
        [
            .. engine.Metrics.Find(
                new MetricQuery
                {
                    Since = Noon.AddHours(-1),
                    Until = Noon.AddHours(1),
                    Step = step,
                },
                default
            ),
        ];
}

public sealed class SqliteMetricTests() : MetricContract(TestStore.Sqlite);

public sealed class PostgresMetricTests() : MetricContract(TestStore.Postgres);

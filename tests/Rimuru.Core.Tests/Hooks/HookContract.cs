using System.Globalization;
using Rimuru.Core.Budgets;
using Rimuru.Core.Config;
using Rimuru.Core.Events;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>What hooks may expect of every store: each fact once, under one id, whoever finds it and whatever goes wrong.</summary>
public abstract class HookContract : IDisposable
{
    private const string Other = ".claude/projects/-work-shop/two.jsonl";

    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-07-01T12:00:00Z", CultureInfo.InvariantCulture);

    private readonly TestStore store;
    private readonly TestHome home;
    private readonly List<RimuruEvent> told = [];
    private readonly List<string> warnings = [];

    private protected HookContract(TestStore store)
    {
        this.store = store;
        home = new TestHome(store).As("here", "me").At(Noon);
    }

    public void Dispose()
    {
        home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_session_is_told_when_it_begins_when_it_has_stayed_ended_and_when_it_goes_on()
    {
        Begun();
        Register("all", EventKind.SessionStart, EventKind.SessionEnd);
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1)));
        Pass(TimeSpan.FromMinutes(2));
        Deliver()
            .Single()
            .ShouldBeOfType<SessionStartEvent>()
            .ShouldSatisfyAllConditions(
                start => (start.SessionId, start.Agent, start.Project, start.Resumed).ShouldBe(("two", "ClaudeCode", "shop", false)),
                start => start.Time.ShouldBe(Noon.AddMinutes(1))
            );
        Pass(TimeSpan.FromMinutes(8));
        Deliver().ShouldBeEmpty();
        Pass(TimeSpan.FromMinutes(12));
        SessionEndEvent end = Deliver().Single().ShouldBeOfType<SessionEndEvent>();
        (end.SessionId, end.Requests, end.TotalTokens, end.Time).ShouldBe(("two", 1, 15, Noon.AddMinutes(1)));
        end.Models.ShouldBe(["claude-sonnet-4-5"]);
        end.Cost.ShouldBe(home.Costs(new CostQuery { By = [CostGrouping.Session] }).Single(cost => cost.SessionId == "two").Cost);
        Deliver().ShouldBeEmpty();
        Pass(TimeSpan.FromHours(1));
        home.Append(Other, Line("b", "two", Noon.AddMinutes(59)) + "\n");
        Deliver().Single().ShouldBeOfType<SessionStartEvent>().Resumed.ShouldBeTrue();
        Pass(TimeSpan.FromHours(2));
        Deliver().Single().ShouldBeOfType<SessionEndEvent>().Requests.ShouldBe(2);
    }

    [Fact]
    public void An_agent_that_ends_a_session_each_turn_does_not_end_it_for_hooks()
    {
        Begun();
        Register("all", EventKind.SessionStart, EventKind.SessionEnd);
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1), "\"stop_reason\":\"end_turn\","));
        Pass(TimeSpan.FromMinutes(2));
        Deliver().Count.ShouldBe(1);
        home.Append(Other, Line("b", "two", Noon.AddMinutes(8), "\"stop_reason\":\"end_turn\",") + "\n");
        Pass(TimeSpan.FromMinutes(12));
        Deliver().ShouldBeEmpty();
        Pass(TimeSpan.FromMinutes(18));
        Deliver().Single().ShouldBeOfType<SessionEndEvent>().Requests.ShouldBe(2);
    }

    [Fact]
    public void The_figures_of_all_events_add_up_to_those_of_the_ledger()
    {
        Begun();
        CostRecord before = Total();
        Register("costs", EventKind.CostRecorded);
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1)), Line("b", "two", Noon.AddMinutes(2)));
        Pass(TimeSpan.FromMinutes(3));
        Deliver().Single().ShouldBeOfType<CostRecordedEvent>().Requests.ShouldBe(2);

        // The agent writes the file anew, with more output for the first response.
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1), output: 500), Line("b", "two", Noon.AddMinutes(2)));
        CostRecordedEvent correction = Deliver().Single().ShouldBeOfType<CostRecordedEvent>();
        (correction.IsCorrection, correction.Requests, correction.OutputTokens).ShouldBe((true, 0, 495));
        CostRecord after = Total();
        told.OfType<CostRecordedEvent>().Sum(cost => cost.TotalTokens).ShouldBe(after.TotalTokens - before.TotalTokens);
        told.OfType<CostRecordedEvent>().Sum(cost => cost.Cost).ShouldBe(after.Cost - before.Cost);
        told.Select(one => one.Id).ShouldBeUnique();
    }

    [Fact]
    public void New_prices_are_told_as_corrections()
    {
        Begun();
        Register("costs", EventKind.CostRecorded);
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1)));
        Pass(TimeSpan.FromMinutes(3));
        decimal first = Deliver().Single().ShouldBeOfType<CostRecordedEvent>().Cost!.Value;
        using (RimuruEngine engine = home.Open())
            engine.Prices.SetOverride(
                new PriceSetting
                {
                    Model = "claude-sonnet-4-5",
                    InputPrice = 100,
                    OutputPrice = 100,
                },
                isPreview: false,
                CancellationToken.None
            );
        CostRecordedEvent correction = Deliver().Single().ShouldBeOfType<CostRecordedEvent>();
        (correction.IsCorrection, correction.Requests, correction.TotalTokens).ShouldBe((true, 0, 0));
        correction.Cost.ShouldBe(0.0015m - first);
    }

    [Fact]
    public void Without_a_hook_that_wants_it_nothing_is_written()
    {
        Begun();
        Register("other", EventKind.Custom);
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1)));
        Pass(TimeSpan.FromHours(1));
        Deliver().ShouldBeEmpty();
        Read(table => table.Last).ShouldBe(0);
    }

    [Fact]
    public void The_first_ingest_of_a_home_is_silent_and_so_is_what_was_before_the_registration()
    {
        TestStores.Require(store);
        Register("all", EventKind.SessionStart, EventKind.SessionEnd, EventKind.CostRecorded);
        home.Write(ClaudeCodeLines.Log, Line("a", "one", Noon.AddMinutes(1)));
        Pass(TimeSpan.FromHours(1));
        Deliver().ShouldBeEmpty();

        // A log that was already there, but is found later.
        home.Write(Other, Line("b", "two", Noon.AddHours(-5)));
        Deliver().ShouldBeEmpty();
    }

    [Fact]
    public void The_past_is_told_to_the_hook_that_asks_for_it_alone()
    {
        Begun();
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1)));
        Pass(TimeSpan.FromHours(1));
        home.Sync();
        Register("new", EventKind.SessionEnd);
        using (RimuruEngine engine = home.Open())
            engine.Hooks.Register(Wanted("past", EventKind.SessionStart, EventKind.SessionEnd), withPast: true, CancellationToken.None);
        List<(string Hook, RimuruEvent Event)> got = [];
        Deliver(("new", got.Add), ("past", got.Add));
        got.ShouldAllBe(one => one.Hook == "past");
        got.Select(one => (one.Event.Kind, one.Event.Subject))
            .Order()
            .ShouldBe([
                (EventKind.SessionStart, "one"),
                (EventKind.SessionStart, "two"),
                (EventKind.SessionEnd, "one"),
                (EventKind.SessionEnd, "two"),
            ]);
    }

    [Fact]
    public void Each_hook_that_asks_for_the_past_gets_it_and_no_other_old_events()
    {
        Begun();
        Register("custom", EventKind.Custom);
        Raise("old");
        Pass(TimeSpan.FromMinutes(1));
        List<(string Hook, RimuruEvent Event)> got = [];
        foreach (string name in new[] { "first", "second" })
        {
            using RimuruEngine engine = home.Open();
            engine.Hooks.Register(Wanted(name, EventKind.SessionEnd, EventKind.Custom), withPast: true, CancellationToken.None);
        }

        Deliver(("first", got.Add), ("second", got.Add));
        got.Select(one => $"{one.Hook} {one.Event.Kind}").ShouldBe(["first SessionEnd", "second SessionEnd"], ignoreOrder: true);
    }

    [Fact]
    public void What_happens_to_a_hook_while_it_is_delivered_holds()
    {
        Begun();
        foreach (string name in new[] { "disabled", "removed", "replaced" })
            Register(name, EventKind.Custom);
        Raise("one");
        Raise("two");
        List<string> got = [];
        Deliver(
            ("disabled", _ => During("disabled", (engine, hook) => engine.Hooks.Disable(hook, CancellationToken.None))),
            ("removed", _ => During("removed", (engine, hook) => engine.Hooks.Unregister(hook, CancellationToken.None))),
            (
                "replaced",
                _ => During("replaced", (engine, _) => engine.Hooks.Register(Wanted("replaced", EventKind.Custom), false, default))
            )
        );
        got.ShouldBe(["disabled", "removed", "replaced"], ignoreOrder: true);
        using RimuruEngine after = home.Open();
        after.Hooks.Named("disabled").Single().Enabled.ShouldBeFalse();
        after.Hooks.All().Select(hook => hook.Name).ShouldBe(["disabled", "replaced"]);
        after.Hooks.Runs(CancellationToken.None).ShouldNotContain(run => run.Hook == "removed");

        void During(string name, Action<RimuruEngine, Hook> change)
        {
            got.Add(name);
            using RimuruEngine engine = home.Open();
            change(engine, engine.Hooks.Named(name).Single());
            throw new InvalidOperationException("and it fails");
        }
    }

    [Fact]
    public void A_failing_hook_is_tried_again_under_the_same_id_and_holds_up_nobody()
    {
        Begun();
        Register("bad", EventKind.Custom);
        Register("good", EventKind.Custom);
        Raise("deploy");
        List<string> ids = [];
        List<(string Hook, RimuruEvent Event)> got = [];
        Deliver(("bad", one => Fail(one.Event)), ("good", got.Add));
        got.Count.ShouldBe(1);
        warnings.ShouldHaveSingleItem().ShouldContain("The hook bad failed: no");
        TimeSpan[] waits = [.. new[] { 5.0 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440 }.Select(TimeSpan.FromMinutes)];
        DateTimeOffset now = Noon;
        foreach (TimeSpan wait in waits.Take(8))
        {
            Deliver(("bad", one => Fail(one.Event)));
            ids.Count.ShouldBe(Array.IndexOf(waits, wait) + 1);
            Enable("bad");
            home.At(now += (wait * 1.1) + TimeSpan.FromSeconds(1));
            Deliver(("bad", one => Fail(one.Event)));
        }

        ids.Distinct().Count().ShouldBe(1);
        Run("bad").State.ShouldBe(HookRunState.Retrying);
        home.At(now + TimeSpan.FromHours(30));
        Deliver(("bad", one => Fail(one.Event)));
        HookRun dead = Run("bad");
        (dead.State, dead.Attempts, dead.Error, dead.Next).ShouldBe((HookRunState.Failed, 10, "no", null));
        using RimuruEngine engine = home.Open();
        engine.Hooks.Actions = Keyed(engine, Actions([("bad", got.Add)]));
        engine.Hooks.Again(dead, warnings.Add, CancellationToken.None).State.ShouldBe(HookRunState.Delivered);
        got[^1].Event.Id.ShouldBe(ids[0]);

        void Fail(RimuruEvent one)
        {
            ids.Add(one.Id);
            throw new InvalidOperationException("no");
        }
    }

    [Fact]
    public void Several_events_of_a_hook_are_sent_again_one_after_the_other()
    {
        Begun();
        Register("bad", EventKind.Custom);
        foreach (string name in (string[])["one", "two", "three"])
        {
            Raise(name);
            Deliver(("bad", _ => throw new InvalidOperationException("no")));
        }

        List<(string Hook, RimuruEvent Event)> got = [];
        using (RimuruEngine engine = home.Open())
        {
            engine.Hooks.Actions = Keyed(engine, Actions([("bad", got.Add)]));
            List<HookRun> runs = [.. engine.Hooks.Runs(CancellationToken.None)];
            runs.Count.ShouldBe(3);
            warnings.Clear();
            foreach (HookRun run in runs)
                engine.Hooks.Again(run, warnings.Add, CancellationToken.None).State.ShouldBe(HookRunState.Delivered);
        }

        got.Select(one => ((CustomEvent)one.Event).Name).ShouldBe(["one", "two", "three"], ignoreOrder: true);
        warnings.ShouldBeEmpty();
        Raise("four");
        Deliver(("bad", got.Add)).ShouldHaveSingleItem().State.ShouldBe(HookRunState.Delivered);
    }

    [Fact]
    public void An_event_is_not_sent_again_while_another_process_delivers_to_the_hook()
    {
        Begun();
        Register("bad", EventKind.Custom);
        Raise("deploy");
        Deliver(("bad", _ => throw new InvalidOperationException("no")));
        using RimuruEngine engine = home.Open();
        using ILedger ledger = OpenLedger();
        engine.Hooks.Actions = Keyed(engine, Actions([("bad", _ => throw new InvalidOperationException("It was called."))]));
        HookRun run = Run("bad");
        long now = Noon.ToUnixTimeMilliseconds();
        ledger.Models.TryLease("hook BAD", "another process", now, now + 60_000).ShouldBeTrue();
        warnings.Clear();
        engine.Hooks.Again(run, warnings.Add, CancellationToken.None).State.ShouldBe(HookRunState.Retrying);
        warnings.ShouldHaveSingleItem().ShouldContain($"The hook bad was not sent the event {run.EventId}");
    }

    [Fact]
    public void Ten_failures_in_a_row_disable_a_hook_and_are_told_to_others()
    {
        Begun();
        Register("bad", EventKind.Custom, EventKind.Error);
        Register("watch", EventKind.Error);
        List<(string Hook, RimuruEvent Event)> got = [];
        for (int i = 0; i < 12; i++)
            Raise("deploy");
        int tries = 0;
        for (int i = 0; i < 12; i++)
            Deliver(("bad", _ => Fail()), ("watch", got.Add));
        tries.ShouldBe(10);
        ErrorEvent error = got.ShouldHaveSingleItem().Event.ShouldBeOfType<ErrorEvent>();
        (error.Hook, error.Code).ShouldBe(("bad", "E15003"));
        using RimuruEngine engine = home.Open();
        engine
            .Hooks.Named("bad")
            .Single()
            .ShouldSatisfyAllConditions(hook => hook.Enabled.ShouldBeFalse(), hook => hook.Failures.ShouldBe(10));

        void Fail()
        {
            tries++;
            throw new InvalidOperationException("no");
        }
    }

    [Fact]
    public void A_hook_may_pass_an_event_over_or_end_it()
    {
        Begun();
        foreach ((string name, int priority) in new[] { ("third", 3), ("first", 1), ("second", 2) })
            Register(Wanted(name, EventKind.Custom) with { Priority = priority });
        Raise("deploy");
        List<string> order = [];
        using (RimuruEngine engine = home.Open())
        {
            engine.Hooks.Actions = Keyed(
                engine,
                new()
                {
                    ["first"] = _ => Return("first", HookResult.Skip),
                    ["second"] = _ => Return("second", HookResult.Abort),
                    ["third"] = _ => Return("third", HookResult.Continue),
                }
            );
            engine.Hooks.Deliver(actionsOnly: false, warnings.Add, CancellationToken.None);
        }

        order.ShouldBe(["first", "second"]);
        (Run("first").State, Run("second").State, Run("third").State).ShouldBe(
            (HookRunState.Skipped, HookRunState.Delivered, HookRunState.Aborted)
        );

        HookResult Return(string name, HookResult result)
        {
            order.Add(name);
            return result;
        }
    }

    [Fact]
    public void What_a_hook_causes_is_no_news_to_it_but_to_others()
    {
        Begun();
        Register("one", EventKind.Custom);
        Register("two", EventKind.Custom);
        Raise("deploy");
        List<string> got = [];
        using RimuruEngine engine = home.Open();
        engine.Hooks.Actions = Keyed(engine, new() { ["one"] = told => Answer("one", told), ["two"] = told => Answer("two", told) });
        engine.Hooks.Deliver(actionsOnly: false, warnings.Add, CancellationToken.None);
        got.ShouldBe(["one deploy", "two deploy", "two one deploy", "one two deploy"], ignoreOrder: true);

        HookResult Answer(string name, RimuruEvent told)
        {
            got.Add($"{name} {told.Subject}");
            engine.Hooks.Raise(new CustomEvent { Name = $"{name} {told.Subject}" }, CancellationToken.None);
            return HookResult.Continue;
        }
    }

    [Fact]
    public void A_hook_of_a_machine_is_delivered_there_alone_and_one_that_nobody_trusts_nowhere()
    {
        Begun();
        Register("mine", EventKind.Custom);
        using (RimuruEngine engine = home.Open())
            engine.Hooks.Register(
                new Hook
                {
                    Name = "shared",
                    Event = [EventKind.Custom],
                    Handler = HookHandler.Webhook,
                    Setting = new Dictionary<string, string> { ["Url"] = "http://127.0.0.1:1/" },
                },
                withPast: false,
                CancellationToken.None
            );
        Raise("deploy");
        home.As("there", "you");
        File.Delete(home.In(".config/rimuru/trusted-hooks.txt"));
        Deliver(("mine", _ => throw new InvalidOperationException("not here"))).ShouldBeEmpty();
        using (RimuruEngine engine = home.Open())
            engine.Hooks.Named("shared").Single().Trusted.ShouldBeFalse();
        Read(table => table.Runs().Count).ShouldBe(0);
        home.As("here", "me");
        Deliver("mine").Count.ShouldBe(1);
    }

    [Fact]
    public void A_hook_that_somebody_changed_is_no_longer_trusted()
    {
        Begun();
        using RimuruEngine engine = home.Open();
        Hook hook = engine.Hooks.Register(
            new Hook
            {
                Name = "alert",
                Handler = HookHandler.CostAlert,
                Setting = new Dictionary<string, string> { ["Amount"] = "5" },
            },
            withPast: false,
            CancellationToken.None
        );
        engine.Hooks.Named("alert").Single().Trusted.ShouldBeTrue();
        Change(table =>
        {
            StoredHook stored = table.Hooks().Single();
            table.Save(stored with { Definition = stored.Definition.Replace("\"5\"", "\"6\"", StringComparison.Ordinal) });
        });
        engine
            .Hooks.Named("alert")
            .Single()
            .ShouldSatisfyAllConditions(changed => changed.Setting["Amount"].ShouldBe("6"), changed => changed.Trusted.ShouldBeFalse());
        engine.Hooks.Enable(engine.Hooks.Named("alert").Single(), CancellationToken.None);
        engine.Hooks.Named("alert").Single().Trusted.ShouldBeTrue();
        hook.Name.ShouldBe("alert");
    }

    [Fact]
    public void What_no_Rimuru_writes_into_the_ledger_breaks_no_command()
    {
        Begun();
        Register("good", EventKind.Custom, EventKind.SessionEnd);
        Change(table =>
        {
            table.Save(new StoredHook("junk", "{", -1, 0, "", ""));
            table.Save(new StoredHook("odd", """{"name":"","handler":"CostAlert","event":["CostThreshold"],"agent":null}""", 4, 0, "", ""));
            table.Save(new StoredHook("late", """{"name":"","handler":"Telepathy","event":["SessionEnd"]}""", 2, 0, "", ""));
            foreach (
                (string data, int kind) in new[] { ("{", 4), ("null", 4), ("""{"name":null}""", 4), ("{}", 99), ("""{"agent":"a"}""", 1) }
            )
                table.Add(new StoredEvent($"{data}{kind}", (EventKind)kind, long.MaxValue / 100_000, data), 0);
            table.Save(new StoredRun("good", table.After(0, 1)[0].Id, HookRunState.Retrying, 1, 1, 1, ""));
        });
        Raise("deploy");
        Deliver("good").ShouldHaveSingleItem().Subject.ShouldBe("deploy");
        using RimuruEngine engine = home.Open();
        engine.Hooks.Runs(CancellationToken.None).ShouldHaveSingleItem().State.ShouldBe(HookRunState.Delivered);
        foreach (string name in new[] { "junk", "odd", "late" })
        {
            Hook hook = engine.Hooks.Named(name).Single();
            (hook.Enabled, hook.Event.Count).ShouldBe((false, 0));
            engine.Hooks.Unregister(hook, CancellationToken.None);
        }

        engine.Hooks.All().ShouldHaveSingleItem().Name.ShouldBe("good");
    }

    [Fact]
    public void A_budget_is_told_at_each_threshold_once_a_window()
    {
        Begun();
        using (RimuruEngine engine = home.Open())
        {
            engine.Budgets.Set(
                new BudgetChange("day")
                {
                    Amount = 100,
                    Unit = BudgetUnit.Tokens,
                    Window = BudgetWindow.Day,
                },
                default
            );
            engine.Budgets.Set(
                new BudgetChange("old")
                {
                    Amount = 10,
                    Unit = BudgetUnit.Tokens,
                    Window = BudgetWindow.Total,
                },
                default
            );
        }

        Register("all", EventKind.CostThreshold, EventKind.BudgetExceeded);
        Deliver().ShouldBeEmpty();
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1), output: 60));
        Pass(TimeSpan.FromMinutes(3));
        CostThresholdEvent soft = Deliver().Single().ShouldBeOfType<CostThresholdEvent>();
        (soft.Name, soft.Spent, soft.Limit, soft.Threshold, soft.Unit).ShouldBe(("day", 85, 100, 80, BudgetUnit.Tokens));
        Deliver().ShouldBeEmpty();
        home.Append(Other, Line("b", "two", Noon.AddMinutes(2), output: 60) + "\n");
        Deliver().Single().ShouldBeOfType<BudgetExceededEvent>().Name.ShouldBe("day");
        Deliver().ShouldBeEmpty();

        // The next day is another window.
        Pass(TimeSpan.FromDays(1));
        home.Append(Other, Line("c", "two", Noon.AddDays(1), output: 600) + "\n");
        Deliver().Select(one => one.Kind).ShouldBe([EventKind.CostThreshold, EventKind.BudgetExceeded]);
        told.Select(one => one.Id).ShouldBeUnique();
    }

    [Fact]
    public void An_alert_is_for_each_project_and_day_and_other_hooks_hear_it()
    {
        Begun();
        using (RimuruEngine engine = home.Open())
            engine.Hooks.Register(
                new Hook
                {
                    Name = "alert",
                    Handler = HookHandler.CostAlert,
                    Setting = new Dictionary<string, string>
                    {
                        ["Amount"] = "0.01",
                        ["Window"] = "Day",
                        ["By"] = "Project",
                    },
                },
                withPast: false,
                CancellationToken.None
            );
        Register("hears", EventKind.CostThreshold);
        home.Write(Other, Line("a", "two", Noon.AddMinutes(1), output: 5000));
        Pass(TimeSpan.FromMinutes(3));
        CostThresholdEvent heard = Deliver("hears").Single().ShouldBeOfType<CostThresholdEvent>();
        (heard.Name, heard.Project, heard.Limit).ShouldBe(("alert", "shop", 0.01m));
        warnings.ShouldHaveSingleItem().ShouldStartWith("alert: 0.08 USD of 0.01 by shop");
        Deliver("hears").ShouldBeEmpty();
    }

    [Fact]
    public void Agents_that_come_and_a_changed_configuration_are_told()
    {
        Begun();
        Register("all", EventKind.AgentConnected, EventKind.AgentDisconnected, EventKind.ConfigurationChanged);
        Deliver().ShouldBeEmpty();
        home.Write(".codex/sessions/2026/07/01/rollout-2026-07-01T10-00-00-x.jsonl", "{}");
        home.With("RIMURU__HOOKS__METRICS_INTERVAL_MINUTES", "7");
        home.Write(".config/rimuru/local.yaml", "hooks.retention_days: 40");
        IReadOnlyList<RimuruEvent> news = Deliver();
        news.OfType<AgentConnectedEvent>().Single().Agent.ShouldBe("Codex");
        news.OfType<ConfigurationChangedEvent>().Single().Keys.ShouldBe(["hooks.retention_days"]);
        File.Delete(home.In(".codex/sessions/2026/07/01/rollout-2026-07-01T10-00-00-x.jsonl"));
        Deliver().Single().ShouldBeOfType<AgentDisconnectedEvent>().Agent.ShouldBe("Codex");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_happens_figures_add_up_and_starts_and_ends_alternate(int seed)
    {
        Begun();
        Random random = new(seed);
        CostRecord before = Total();
        Register("all", EventKind.SessionStart, EventKind.SessionEnd, EventKind.CostRecorded);
        Dictionary<string, RimuruEvent> got = [];
        Dictionary<string, List<string>> logs = [];
        DateTimeOffset now = Noon;
        for (int step = 0; step < 60; step++)
        {
            home.At(now += TimeSpan.FromMinutes(random.Next(1, 9)));
            string session = $"s{random.Next(4)}",
                log = $".claude/projects/-work-shop/{session}.jsonl";
            List<string> lines = logs.TryGetValue(session, out List<string>? known) ? known : logs[session] = [];
            switch (random.Next(6))
            {
                case 0 or 1:
                    lines.Add(Line($"{session}-{lines.Count}", session, now, output: random.Next(1, 900)));
                    home.Write(log, [.. lines]);
                    break;
                case 2 when lines.Count > 0:
                    // The agent writes its last response anew, with another count.
                    lines[^1] = Line($"{session}-{lines.Count - 1}", session, now, output: random.Next(900, 5000));
                    home.Write(log, [.. lines]);
                    break;
                case 3:
                    now += TimeSpan.FromMinutes(random.Next(5, 40));
                    break;
                default:
                    using (RimuruEngine engine = home.Open())
                    {
                        engine.Ledger.Sync([], null, null, CancellationToken.None);
                        engine.Hooks.Actions = Keyed(engine, Actions([("all", one => Take(one.Event))]));
                        if (random.Next(2) == 0)
                            engine.Hooks.Deliver(actionsOnly: false, warnings.Add, CancellationToken.None);
                    }

                    break;
            }
        }

        // What failed is due by now, and every session has stayed ended.
        home.At(now += TimeSpan.FromHours(6));
        using (RimuruEngine engine = home.Open())
            engine.Hooks.Enable(engine.Hooks.Named("all").Single(), CancellationToken.None);
        for (int i = 0; i < 2; i++)
        {
            Deliver(("all", one => got[one.Event.Id] = one.Event));
            home.At(now += TimeSpan.FromHours(6));
        }

        CostRecord after = Total();
        IEnumerable<CostRecordedEvent> costs = got.Values.OfType<CostRecordedEvent>();
        (costs.Sum(cost => cost.TotalTokens), costs.Sum(cost => cost.Requests), costs.Sum(cost => cost.Cost ?? 0)).ShouldBe(
            (after.TotalTokens - before.TotalTokens, after.Requests - before.Requests, (after.Cost - before.Cost)!.Value)
        );
        foreach (IGrouping<string, SessionFacts> one in got.Values.OfType<SessionFacts>().GroupBy(told => told.SessionId))
        {
            EventKind[] kinds = [.. one.OrderBy(told => told.Time).ThenBy(told => told.Kind).Select(told => told.Kind)];
            kinds[0].ShouldBe(EventKind.SessionStart);
            kinds[^1].ShouldBe(EventKind.SessionEnd);
            kinds.Zip(kinds.Skip(1)).ShouldAllBe(pair => pair.First != pair.Second, $"{one.Key}: {string.Join(' ', kinds)}");
        }

        void Take(RimuruEvent one)
        {
            if (random.Next(8) == 0)
                throw new InvalidOperationException("no");
            got[one.Id] = one;
        }
    }

    [Fact]
    public void A_session_that_goes_in_circles_is_told_once_a_day()
    {
        Begun();
        home.Write(Other, Loop("before", -10));
        Register("all", EventKind.RunawayDetected);
        home.Append(Other, string.Join('\n', Loop("loop", 5)) + "\n");
        Pass(TimeSpan.FromMinutes(8));
        RunawayDetectedEvent runaway = Deliver().Single().ShouldBeOfType<RunawayDetectedEvent>();
        (runaway.Reason, runaway.SessionId, runaway.Project, runaway.Model).ShouldBe(
            (RunawayReason.Loop, "two", "shop", "claude-sonnet-4-5")
        );
        (runaway.Requests, runaway.TotalTokens).ShouldBe((25, 25 * 87));
        runaway.Cost!.Value.ShouldBe(25 * 0.001185m);
        home.Append(Other, string.Join('\n', Loop("again", 30)) + "\n");
        Pass(TimeSpan.FromMinutes(40));
        Deliver().ShouldBeEmpty();

        static string[] Loop(string id, int minutes) =>
            [.. Enumerable.Range(0, 25).Select(i => Line($"{id}{i}", "two", Noon.AddMinutes(minutes).AddSeconds(i * 5), output: 77))];
    }

    [Fact]
    public void Events_expire_but_not_one_that_failed()
    {
        Begun();
        Register("bad", EventKind.Custom);
        Register("good", EventKind.Custom);
        Raise("deploy");
        Deliver(("bad", _ => throw new InvalidOperationException("no")), ("good", _ => { }));
        Pass(TimeSpan.FromDays(31));
        Deliver(("good", _ => { }));
        Run("bad").State.ShouldBe(HookRunState.Retrying);
        Deliver(("bad", _ => { }), ("good", _ => { }));
        Pass(TimeSpan.FromDays(32));
        Deliver(("bad", _ => { }), ("good", _ => { }));
        Read(table => (table.Runs().Count, table.After(0, 10).Count)).ShouldBe((0, 0));
    }

    /// <summary>A ledger with one ended session, so that the next ingest is not the first.</summary>
    private void Begun()
    {
        TestStores.Require(store);
        home.Write(ClaudeCodeLines.Log, Line("first", "one", Noon.AddHours(-2)));
        home.Sync();
    }

    private static string Line(string id, string session, DateTimeOffset time, string message = "", int output = 5) =>
        ClaudeCodeLines.Assistant(
            id,
            $""" "input_tokens":10,"output_tokens":{output} """,
            session,
            time: time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            message: message
        );

    private static Hook Wanted(string name, params EventKind[] kinds) =>
        new()
        {
            Name = name,
            Event = kinds,
            Handler = HookHandler.Action,
        };

    private void Register(string name, params EventKind[] kinds) => Register(Wanted(name, kinds));

    private void Register(Hook hook)
    {
        using RimuruEngine engine = home.Open();
        engine.Hooks.Register(hook, withPast: false, CancellationToken.None);
    }

    private void Enable(string name)
    {
        using RimuruEngine engine = home.Open();
        engine.Hooks.Enable(engine.Hooks.Named(name).Single(), CancellationToken.None);
    }

    private void Raise(string name)
    {
        using RimuruEngine engine = home.Open();
        engine.Hooks.Raise(new CustomEvent { Name = name }, CancellationToken.None).ShouldBeTrue();
    }

    private void Pass(TimeSpan time) => home.At(Noon + time);

    private CostRecord Total() => home.Costs(new CostQuery { By = [] }).Single();

    /// <summary>Reads the logs and delivers to the only hook; what is new to it.</summary>
    private IReadOnlyList<RimuruEvent> Deliver(string hook = "")
    {
        int before = told.Count;
        using RimuruEngine engine = home.Open();
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        string name = hook.Length > 0 ? hook : engine.Hooks.All().Single().Name;
        engine.Hooks.Actions = Keyed(engine, Actions([(name, one => told.Add(one.Event))]));
        engine.Hooks.Deliver(actionsOnly: false, warnings.Add, CancellationToken.None);
        return told[before..];
    }

    private IReadOnlyList<HookRun> Deliver(params (string Hook, Action<(string Hook, RimuruEvent Event)> Action)[] actions)
    {
        using RimuruEngine engine = home.Open();
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        engine.Hooks.Actions = Keyed(engine, Actions(actions));
        return engine.Hooks.Deliver(actionsOnly: false, warnings.Add, CancellationToken.None);
    }

    private static Dictionary<string, Func<RimuruEvent, HookResult>> Actions(
        IEnumerable<(string Hook, Action<(string Hook, RimuruEvent Event)> Action)> actions
    ) =>
        actions.ToDictionary<(string Hook, Action<(string, RimuruEvent)> Action), string, Func<RimuruEvent, HookResult>>(
            one => one.Hook,
            one =>
                told =>
                {
                    one.Action((one.Hook, told));
                    return HookResult.Continue;
                }
        );

    /// <summary>The actions by the keys of their hooks.</summary>
    private static Dictionary<string, Func<RimuruEvent, HookResult>> Keyed(
        RimuruEngine engine,
        Dictionary<string, Func<RimuruEvent, HookResult>> actions
    ) => actions.ToDictionary(action => engine.Hooks.Named(action.Key).Single().Setting["Process"], action => action.Value);

    private HookRun Run(string hook)
    {
        using RimuruEngine engine = home.Open();
        return engine.Hooks.Runs(CancellationToken.None).Single(run => run.Hook == hook);
    }

    private T Read<T>(Func<EventTable, T> query)
    {
        using RimuruEngine engine = home.Open();
        using ILedger ledger = OpenLedger();
        return ledger.Events.Read(query);
    }

    private void Change(Action<EventTable> change)
    {
        using ILedger ledger = OpenLedger();
        ledger.Events.Change(change, CancellationToken.None);
    }

    private ILedger OpenLedger() =>
        LedgerStore.Open(
            LedgerStore.Parse(home.Database, HostEnvironment.Of(home.Folder, new Dictionary<string, string>())),
            new LedgerOptions("here", "me", 2, TimeProvider.System),
            CancellationToken.None
        );
}

public sealed class SqliteHookTests() : HookContract(TestStore.Sqlite);

public sealed class PostgresHookTests() : HookContract(TestStore.Postgres);

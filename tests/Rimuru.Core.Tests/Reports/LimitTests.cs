using System.Text;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Reports;

/// <summary>What agents and their services say about limits, in both stores.</summary>
public sealed class LimitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<TestStore> Stores => [TestStore.Sqlite, TestStore.Postgres];

    [Theory]
    [InlineData(
        """{"rate_limits":{"five_hour":{"used_percentage":23.5,"resets_at":1795788000}}}""",
        "ClaudeCode five_hour 23.5 300 11-27 14:00"
    )]
    [InlineData(
        """{"rate_limits":{"seven_day":{"used_percentage":41.2,"resets_at":1796040000}}}""",
        "ClaudeCode seven_day 41.2 10080 11-30 12:00"
    )]
    [InlineData(
        """{"five_hour":{"utilization":51.0,"resets_at":"2026-11-27T16:30:00.961652+00:00"},"seven_day_opus":null}""",
        "ClaudeCode five_hour 51 300 11-27 16:30"
    )]
    [InlineData(
        """{"rate_limit":{"primary_window":{"used_percent":35,"limit_window_seconds":18000,"reset_at":1795786200}}}""",
        "Codex primary 35 300 11-27 13:30"
    )]
    [InlineData(
        """{"quota_reset_date":"2026-12-01","quota_snapshots":{"premium_interactions":{"entitlement":1900,"remaining":1330,"percent_remaining":70.0},"chat":{"unlimited":true,"entitlement":0}}}""",
        "Copilot premium_interactions 30  12-01 00:00"
    )]
    [InlineData(
        """{"buckets":[{"remainingFraction":0.82,"resetTime":"2026-11-28T08:00:00Z","modelId":"gemini-3.5-pro"}]}""",
        "GeminiCli gemini-3.5-pro 18  11-28 08:00"
    )]
    [InlineData(
        """{"billingCycleEnd":"2026-12-01T00:00:00.000Z","individualUsage":{"plan":{"used":1450,"limit":2000,"totalPercentUsed":72.5}}}""",
        "Cursor plan 72.5  12-01 00:00"
    )]
    public void Each_answer_is_known(string json, string expected)
    {
        using TestHome home = new TestHome().At(Now).Write("answer.json", json);
        File.SetLastWriteTimeUtc(home.In("answer.json"), Now.UtcDateTime);
        using RimuruEngine engine = home.Open();
        UsageLimit limit = engine.Limits.Read(home.In("answer.json"), [], CancellationToken.None).ShouldHaveSingleItem();
        FormattableString
            .Invariant($"{limit.Agent} {limit.Name} {limit.UsedPercent:0.#} {limit.Window?.TotalMinutes} {limit.ResetsAt:MM-dd HH:mm}")
            .ShouldBe(expected);
        limit.State.ShouldBe(LimitState.Fresh);
    }

    [Theory]
    [InlineData("""{"a":1}""", "has no limits in a form that is known")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{", "is not a JSON object")]
    public void Another_file_is_E9001(string json, string message)
    {
        using TestHome home = new TestHome().Write("answer.json", json);
        using RimuruEngine engine = home.Open();
        RimuruException error = Should.Throw<RimuruException>(() => engine.Limits.Read(home.In("answer.json"), [], CancellationToken.None));
        (error.Code, error.Message.Contains(home.In("answer.json"), StringComparison.Ordinal)).ShouldBe(("E9001", true));
        error.Message.ShouldContain(message);
        Should.Throw<RimuruException>(() => engine.Limits.Read(home.In("none.json"), [], CancellationToken.None)).Code.ShouldBe("E9002");
        Should
            .Throw<RimuruException>(() => engine.Limits.Read(home.Folder, [], CancellationToken.None))
            .Message.ShouldContain("is a folder");
    }

    [Fact]
    public void Settings_of_Claude_Code_tell_money_and_what_is_out_of_date()
    {
        using TestHome home = new TestHome()
            .At(Now)
            .Write(".claude/projects/.keep")
            .Write(".claude.json", Settings(51, "2026-11-26T16:30:00Z", "2026-11-26T12:00:00Z"));
        using RimuruEngine engine = home.Open();
        IReadOnlyList<UsageLimit> limits = engine.Limits.Find([], CancellationToken.None);
        UsageLimit window = limits.Single(limit => limit.Name == "five_hour"),
            extra = limits.Single(limit => limit.Name == "extra_usage");
        (window.State, window.UsedPercent, window.Age).ShouldBe((LimitState.Expired, null, TimeSpan.FromDays(1)));
        (extra.State, extra.Used, extra.Limit, extra.Unit).ShouldBe((LimitState.Stale, 2.5m, 100m, "USD"));
        limits.Select(limit => limit.Account).Distinct().ShouldHaveSingleItem()!.Length.ShouldBe(8);
        window.Plan.ShouldBe("default_claude_max_5x");
        File.Exists(home.Ledger).ShouldBeFalse();
    }

    [Fact]
    public void A_window_of_Codex_that_is_not_told_stays_known()
    {
        using TestHome home = new TestHome()
            .At(Now)
            .Write(
                ".codex/sessions/2026/11/27/rollout-2026-11-27T11-00-00-00000000-0000-4000-8000-000000000001.jsonl",
                Line(
                    "11:59",
                    """{"primary":{"used_percent":34.0,"window_minutes":300,"resets_at":1795786200},"secondary":{"used_percent":12.0,"window_minutes":10080,"resets_at":1796212800},"credits":{"has_credits":true,"balance":"412.50"},"plan_type":"pro"}"""
                ),
                Line(
                    "12:00",
                    """{"limit_id":"codex","primary":{"used_percent":35.0,"window_minutes":300,"resets_at":1795786200},"secondary":null,"credits":null}"""
                ),
                Line("12:01", """{"primary":null,"secondary":null}"""),
                Line("12:02", """{"limit_id":"other","primary":{"used_percent":99,"window_minutes":60,"resets_at":1795786200}}"""),
                """{"timestamp":"2026-11-27T12:03:00Z","payload":{"rate_limits":{"primary":{"used_per"""
            );
        using RimuruEngine engine = home.Open();
        engine
            .Limits.Find(["codex"], CancellationToken.None)
            .Select(limit =>
                FormattableString.Invariant(
                    $"{limit.Name} {limit.UsedPercent:0.#} {limit.Remaining:0.#} {limit.ObservedAt:HH:mm} {limit.Plan}"
                )
            )
            .ShouldBe(
                ["other/primary 99  12:02 ", "primary 35  12:00 pro", "secondary 12  11:59 pro", "credits  412.5 11:59 pro"],
                ignoreOrder: true
            );
    }

    [Fact]
    public void The_form_of_2025_tells_the_time_to_the_reset()
    {
        using TestHome home = new TestHome()
            .At(new(2025, 10, 10, 10, 5, 0, TimeSpan.Zero))
            .Write(
                ".codex/sessions/2025/10/10/rollout-2025-10-10T10-00-00-00000000-0000-4000-8000-000000000001.jsonl",
                """{"timestamp":"2025-10-10T10:00:00.000Z","type":"event_msg","payload":{"type":"token_count","rate_limits":{"primary":{"used_percent":5.0,"window_minutes":299,"resets_in_seconds":3600}}}}"""
            );
        using RimuruEngine engine = home.Open();
        UsageLimit limit = engine.Limits.Find([], CancellationToken.None).ShouldHaveSingleItem();
        (limit.ResetsAt, limit.Window, limit.State).ShouldBe(
            (new DateTimeOffset(2025, 10, 10, 11, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(299), LimitState.Fresh)
        );
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void What_a_status_line_was_told_is_kept_and_has_a_rate(TestStore store)
    {
        using TestHome home = new(store);
        home.At(Now).Sync();
        for (int i = 0; i <= 60; i++)
            Observe(home, Now.AddMinutes(i), 10 + i / 10, Now.AddHours(4));
        UsageLimit limit = Limits(home).ShouldHaveSingleItem();
        (limit.State, limit.UsedPercent, limit.ObservedAt, limit.Source).ShouldBe(
            (LimitState.Fresh, 16, Now.AddMinutes(60), "status line")
        );
        (limit.PercentPerHour, limit.PercentAtReset).ShouldBe((6, 34));
        Rows(home).ShouldBe(7);

        // The next window begins anew.
        Observe(home, Now.AddHours(4.5), 1, Now.AddHours(9.5));
        (Limits(home).Single().UsedPercent, Limits(home).Single().PercentPerHour).ShouldBe((1, null));
        home.At(Now.AddHours(10));
        (Limits(home).Single().State, Limits(home).Single().UsedPercent).ShouldBe((LimitState.Expired, null));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Users_and_accounts_of_one_ledger_have_limits_of_their_own(TestStore store)
    {
        using TestHome home = new(store);
        home.At(Now).As("one", "ann").Sync();
        Observe(home, Now, 10, Now.AddHours(1));
        home.As("two", "bob");
        Observe(home, Now.AddMinutes(1), 20, Now.AddHours(2));
        Limits(home).Select(limit => limit.UsedPercent).ShouldBe([10, 20], ignoreOrder: true);

        // What the settings say of an account is about what the status line of the same user said.
        home.Write(".claude/projects/.keep")
            .Write(".claude.json", Settings(40, "2026-11-27T14:00:00Z", "2026-11-27T12:05:00Z"))
            .At(Now.AddMinutes(6));
        Limits(home).Where(limit => limit.Name == "five_hour").Select(limit => limit.UsedPercent).ShouldBe([10, 40], ignoreOrder: true);
    }

    [Fact]
    public void What_is_no_limit_says_nothing()
    {
        using TestHome home = new TestHome().At(Now);
        home.Sync();
        using (RimuruEngine engine = home.Open())
        {
            foreach (
                string json in new[]
                {
                    "",
                    "{}",
                    "null",
                    """{"rate_limits":null}""",
                    """{"rate_limits":{"five_hour":null,"x":3}}""",
                    """{"rate_limits":{"five_hour":{"used_percentage":"a"}}}""",
                    """{"rate_limits":{"five_hour":{"used_percentage":-1}}}""",
                }
            )
                engine.Limits.Observe(Encoding.UTF8.GetBytes(json), CancellationToken.None);
        }

        Limits(home).ShouldAllBe(limit => limit.UsedPercent == null);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void The_same_said_again_is_one_row_whatever_its_digits(TestStore store)
    {
        using TestHome home = new(store);
        home.At(Now).Sync();
        for (int i = 0; i < 3; i++)
        {
            home.At(Now.AddSeconds(i));
            Observe(
                home,
                """{"rate_limits":{"spend":{"used_percentage":33.33333333333333,"used_usd":1.2345678901234567,"limit_usd":9,"resets_at":1795800000}}}"""
            );
            Observe(home, """{"buckets":[{"remainingFraction":1.5,"resetTime":"2026-11-28T08:00:00Z","modelId":"m"}]}""");
        }

        Rows(home).ShouldBe(2);
        Limits(home).Select(limit => limit.UsedPercent).ShouldBe([33.333m, 0], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Hostile_names_are_few_short_and_without_control_characters(TestStore store)
    {
        using TestHome home = new(store);
        home.At(Now).Sync();
        string[] names = ["a\\u0000\\u001b[31m" + new string('L', 100_000), .. Enumerable.Range(0, 1000).Select(i => $"w{i}")];
        string windows = string.Join(',', names.Select(name => $"\"{name}\":{{\"used_percentage\":1}}"));
        Observe(home, "{\"rate_limits\":{" + windows + "}}");
        Observe(home, """{"rate_limits":{"one_more":{"used_percentage":1}}}""");
        IReadOnlyList<UsageLimit> limits = Limits(home);
        limits.Count.ShouldBe(64);
        limits.Max(limit => limit.Name.Length).ShouldBe(100);
        limits.ShouldAllBe(limit => !limit.Name.Any(char.IsControl));
    }

    [Fact]
    public void Of_too_many_names_those_that_were_said_last_count()
    {
        IEnumerable<string> lines = Enumerable
            .Range(0, 200)
            .Select(i => Line("11:30", $"{{\"limit_id\":\"n{i}\",\"primary\":" + "{\"used_percent\":1}}"));
        using TestHome home = new TestHome()
            .At(Now)
            .Write(
                ".codex/sessions/2026/11/27/rollout-2026-11-27T11-00-00-00000000-0000-4000-8000-000000000001.jsonl",
                [.. lines, Line("11:59", """{"primary":{"used_percent":34.0}}""")]
            );
        IReadOnlyList<UsageLimit> limits = Limits(home);
        (limits.Count, limits.Single(limit => limit.Name == "primary").UsedPercent).ShouldBe((64, 34));
    }

    [Fact]
    public void What_was_said_in_the_future_is_not_the_newest_for_ever()
    {
        using TestHome home = new TestHome()
            .At(Now)
            .Write(".claude/projects/.keep")
            .Write(".claude.json", Settings(99, "2026-11-27T14:00:00Z", "2099-01-01T00:00:00Z"));
        home.Sync();
        Limits(home).ShouldBeEmpty();
        home.Write(".claude.json", Settings(40, "2026-11-27T14:00:00Z", "2026-11-27T12:05:00Z"));
        Limits(home).Single(limit => limit.Name == "five_hour").UsedPercent.ShouldBe(40);

        // A ledger may have it from another machine.
        using (ILedger ledger = LedgerOf(home))
        {
            StoredLimit known = ledger.Limits.Since(0).Single(limit => limit.Reading.Name == "five_hour");
            long later = Now.AddYears(50).ToUnixTimeMilliseconds();
            LimitReading wrong = known.Reading with { AtMs = later, Percent = 77 };
            ledger.Limits.Save([known with { SeenMs = later, Reading = wrong }], 0, CancellationToken.None);
        }

        Limits(home).Single(limit => limit.Name == "five_hour").UsedPercent.ShouldBe(40);
    }

    [Fact]
    public void Months_of_readings_cost_a_status_line_no_time()
    {
        using TestHome home = new TestHome().At(Now);
        home.Sync();
        Observe(home, Now, 1, Now.AddHours(1));
        using (ILedger ledger = LedgerOf(home))
        {
            StoredLimit one = ledger.Limits.Since(0).Single();
            StoredLimit[] many =
            [
                .. Enumerable
                    .Range(1, 40_000)
                    .Select(i =>
                    {
                        long at = one.SeenMs - i * 120_000L;
                        return one with { SeenMs = at, Reading = one.Reading with { AtMs = at, Percent = i % 100 } };
                    }),
            ];
            ledger.Limits.Save(many, 0, CancellationToken.None);
        }

        long started = Environment.TickCount64;
        Observe(home, Now.AddMinutes(1), 2, Now.AddHours(1));
        Limits(home).ShouldHaveSingleItem().UsedPercent.ShouldBe(2);
        (Environment.TickCount64 - started).ShouldBeLessThan(8000);
    }

    private static void Observe(TestHome home, string json)
    {
        using RimuruEngine engine = home.Open();
        engine.Limits.Observe(Encoding.UTF8.GetBytes(json), CancellationToken.None);
    }

    private static void Observe(TestHome home, DateTimeOffset at, int percent, DateTimeOffset resets)
    {
        home.At(at);
        using RimuruEngine engine = home.Open();
        string json = """{"rate_limits":{"five_hour":{"used_percentage":PERCENT,"resets_at":RESETS}}}"""
            .Replace("PERCENT", $"{percent}", StringComparison.Ordinal)
            .Replace("RESETS", $"{resets.ToUnixTimeSeconds()}", StringComparison.Ordinal);
        engine.Limits.Observe(Encoding.UTF8.GetBytes(json), CancellationToken.None);
    }

    private static IReadOnlyList<UsageLimit> Limits(TestHome home)
    {
        using RimuruEngine engine = home.Open();
        return engine.Limits.Find([], CancellationToken.None);
    }

    private static int Rows(TestHome home)
    {
        using ILedger ledger = LedgerOf(home);
        return ledger.Limits.Since(0).Count;
    }

    private static ILedger LedgerOf(TestHome home) =>
        Core.Store.LedgerStore.Open(
            Core.Store.LedgerStore.Parse(home.Database, Core.Config.HostEnvironment.Current()),
            new Core.Store.LedgerOptions("m", "u", 2, TimeProvider.System),
            CancellationToken.None
        );

    private static string Line(string time, string limits) =>
        $$$"""{"timestamp":"2026-11-27T{{{time}}}:00.000Z","type":"event_msg","payload":{"type":"token_count","info":null,"rate_limits":{{{limits}}}}}""";

    private static string Settings(int percent, string resets, string fetched) =>
        """
            {"oauthAccount":{"accountUuid":"00000000-0000-4000-8000-00000000abcd","organizationRateLimitTier":"default_claude_max_5x"},
            "cachedUsageUtilization":{"fetchedAtMs":FETCHED,"utilization":{"five_hour":{"utilization":PERCENT,"resets_at":"RESETS"},
            "seven_day_opus":null,"extra_usage":{"is_enabled":true,"monthly_limit":10000,"used_credits":250.0,"utilization":2.5,
            "currency":"USD","decimal_places":2}}}}
            """.Replace("PERCENT", $"{percent}", StringComparison.Ordinal).Replace("RESETS", resets, StringComparison.Ordinal).Replace(
            "FETCHED",
            $"{DateTimeOffset.Parse(fetched, null).ToUnixTimeMilliseconds()}",
            StringComparison.Ordinal
        );
}

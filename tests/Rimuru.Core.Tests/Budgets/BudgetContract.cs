using Rimuru.Core.Budgets;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Budgets;

/// <summary>What a budget is in every kind of store.</summary>
public abstract class BudgetContract : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private readonly TestStore store;
    private readonly TestHome home;

    private protected BudgetContract(TestStore store)
    {
        this.store = store;
        home = new TestHome(store).At(Now);
    }

    public void Dispose()
    {
        home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void It_comes_back_as_it_was_set_and_a_change_keeps_the_rest()
    {
        TestStores.Require(store);
        BudgetChange all = new("Team.week-1")
        {
            Amount = 12.345678901m,
            Window = BudgetWindow.SevenDays,
            Agent = ["ClaudeCode", "Co*"],
            Project = ["a \"b\"", "ü"],
            Branch = ["main"],
            Model = ["claude-*"],
            Provider = ["anthropic"],
            Machine = ["m?"],
            User = ["ann"],
            SoftPercent = 0,
            HardPercent = 150,
            ForecastSoftPercent = 90,
            ForecastHardPercent = 0,
        };
        Budget set = Do(engine => engine.Budgets.Set(all, default));
        Same(Do(engine => engine.Budgets.All()).ShouldHaveSingleItem(), set);
        (set.Amount, set.User, set.SoftPercent).ShouldBe((12.345678901m, set.User, 0));
        set.Project.ShouldBe(["a \"b\"", "ü"]);
        Budget changed = Do(engine => engine.Budgets.Set(new BudgetChange("TEAM.WEEK-1") { User = [] }, default));
        Same(Do(engine => engine.Budgets.All()).ShouldHaveSingleItem(), set with { User = [] });
        changed.Name.ShouldBe("Team.week-1");
        Do(engine =>
            engine.Budgets.Set(
                new BudgetChange("a")
                {
                    Amount = 1e18m,
                    Unit = BudgetUnit.Tokens,
                    Window = BudgetWindow.Total,
                },
                default
            )
        );
        Do(engine => engine.Budgets.All())
            .Select(budget => (budget.Name, budget.Unit))
            .ShouldBe([("a", BudgetUnit.Tokens), ("Team.week-1", BudgetUnit.USD)]);
        Do(engine =>
            {
                engine.Budgets.Remove(set with { Name = "team.WEEK-1" }, default);
                return engine.Budgets.All();
            })
            .ShouldHaveSingleItem()
            .Amount.ShouldBe(1e18m);
    }

    [Theory]
    [InlineData("", 1, "E9001")]
    [InlineData("a b", 1, "E9001")]
    [InlineData("ä", 1, "E9001")]
    [InlineData("a", 0, "E9001")]
    [InlineData("a", -1, "E9001")]
    [InlineData("a", 1e-10, "E9001")]
    [InlineData("a", 1e10, "E9001")]
    [InlineData("a", 1.5, "E9001", BudgetUnit.Tokens)]
    public void What_is_no_budget_is_not_set(string name, double amount, string code, BudgetUnit unit = BudgetUnit.USD)
    {
        TestStores.Require(store);
        Fails(new BudgetChange(name) { Amount = (decimal)amount, Unit = unit }, code);
        Fails(
            new BudgetChange("a")
            {
                Amount = 1,
                SoftPercent = 90,
                HardPercent = 80,
            },
            "E9001"
        );
        Fails(new BudgetChange("a") { Amount = 1, HardPercent = 0 }, "E9001");
        Fails(new BudgetChange("a") { Amount = 1, ForecastHardPercent = -1 }, "E9001");
        Fails(new BudgetChange("a") { Amount = 1, Agent = ["ClaudeCod"] }, "E2002");
        Fails(new BudgetChange("a"), "E9001");
        Do(engine => engine.Budgets.All()).ShouldBeEmpty();
    }

    [Fact]
    public void Another_unit_needs_another_amount()
    {
        TestStores.Require(store);
        Do(engine => engine.Budgets.Set(new BudgetChange("a") { Amount = 1 }, default));
        Fails(new BudgetChange("a") { Unit = BudgetUnit.Tokens }, "E9001");
        Do(engine => engine.Budgets.All()).ShouldHaveSingleItem().Unit.ShouldBe(BudgetUnit.USD);
    }

    [Fact]
    public void A_copied_ledger_has_the_budgets_and_keeps_its_own()
    {
        TestStores.Require(store);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant()).Sync();
        string other = "sqlite:" + home.In("other.db");
        Do(engine => engine.Budgets.Set(new BudgetChange("a") { Amount = 1 }, default));
        Do(engine => engine.Budgets.Set(new BudgetChange("b") { Amount = 2 }, default));
        using (RimuruEngine there = home.Open(other))
            there.Budgets.Set(new BudgetChange("B") { Amount = 3 }, default);
        for (int i = 0; i < 2; i++)
        {
            Do(engine => engine.Store.CopyTo(other, null, default));
            using RimuruEngine there = home.Open(other);
            there.Budgets.All().Select(budget => (budget.Name, budget.Amount)).ShouldBe([("a", 1m), ("B", 3m)]);
        }
    }

    /// <summary>The scopes select as the filters of reports do, and windows cut where the reports cut.</summary>
    [Fact]
    public void What_was_spent_is_the_sum_of_the_rows_of_the_scope_in_the_window()
    {
        TestStores.Require(store);
        Random random = new(16);
        foreach (string machine in (string[])["desk", "lap"])
        {
            home.As(machine, machine == "desk" ? "ann" : "bob");
            for (int i = 0; i < 60; i++)
                home.Write(
                    $".claude/projects/-work-shop/{machine}-{i}.jsonl",
                    ClaudeCodeLines
                        .Assistant(
                            $"{machine}{i}",
                            Draw.Text($""" "input_tokens":{random.Next(1, 900_000)},"output_tokens":{random.Next(90_000)} """),
                            session: $"{machine}-{i / 3}",
                            model: random.Of("claude-sonnet-4-5", "claude-haiku-4-5", "nobody-knows-it"),
                            time: Now.AddMinutes(-Math.Pow(random.NextDouble(), 3) * 200 * 24 * 60).Iso()
                        )
                        .Replace("\"main\"", random.Of("\"main\"", "\"feature/a\""), StringComparison.Ordinal)
                        .Replace("/work/shop", random.Of("/work/shop", "/work/shed"), StringComparison.Ordinal)
                );
            home.Sync();
        }

        using RimuruEngine engine = home.Open();
        List<UsageRecord> rows = [.. engine.Reports.Usage(new ReportFilter(), default)];
        rows.Count.ShouldBe(120);
        int nonZero = 0;
        for (int i = 0; i < 150; i++)
        {
            Budget budget = new()
            {
                Name = $"b{i}",
                Amount = 1000,
                Unit = random.Of(BudgetUnit.USD, BudgetUnit.Tokens),
                Window = (BudgetWindow)random.Next((int)BudgetWindow.Total + 1),
                Project = random.Of<string[]>([], [], ["sh*"], ["SHOP"], ["shed", "x"]),
                Branch = random.Of<string[]>([], [], ["feature/*"], ["main"]),
                Model = random.Of<string[]>([], [], ["claude-*"], ["*haiku*", "nobody*"]),
                Provider = random.Of<string[]>([], [], ["anthropic"], ["an*"]),
                Machine = random.Of<string[]>([], [], ["desk"], ["l?p"]),
                User = random.Of<string[]>([], [], ["ann"], ["*"]),
            };
            BudgetStatus status = engine.Budgets.Check([budget], Berlin, default).Single();
            IEnumerable<UsageRecord> scope = rows.Where(row => IsIn(budget, row));
            Period? window = BudgetWindows.PeriodOf(budget.Window, Now, Berlin);
            if (window is not null)
                scope = scope.Where(row => row.Timestamp >= window.Start && row.Timestamp < window.End);
            if (budget.Window == BudgetWindow.Session)
            {
                IGrouping<string, UsageRecord>[] sessions =
                [
                    .. scope.GroupBy(row => row.SessionId).Where(session => session.Max(row => row.Timestamp) >= Now.AddDays(-1)),
                ];
                status.Spent.ShouldBe(sessions.Select(session => Sum(budget, session)).DefaultIfEmpty(0).Max(), budget.ToString());
                continue;
            }

            status.Spent.ShouldBe(Sum(budget, scope), budget.ToString());
            status.UnpricedTokens.ShouldBe(scope.Where(row => row.Cost is null).Sum(row => row.TotalTokens));
            status.Percent.ShouldBe(decimal.Floor(status.Spent) / 10 is var tenth && status.Spent % 1 == 0 ? tenth : status.Percent);
            nonZero += status.Spent > 0 ? 1 : 0;
        }

        nonZero.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void A_state_is_reached_with_its_threshold_itself()
    {
        TestStores.Require(store);
        home.Write(
                ClaudeCodeLines.Log,
                ClaudeCodeLines.Assistant("a", """ "input_tokens":800,"output_tokens":0 """, time: "2026-07-15T11:00:00Z")
            )
            .Sync();
        StateOf(1000, 80, 100).ShouldBe(BudgetState.Warning);
        StateOf(1001, 80, 100).ShouldBe(BudgetState.Ok);
        StateOf(800, 80, 100).ShouldBe(BudgetState.Exceeded);
        StateOf(801, 80, 100).ShouldBe(BudgetState.Warning);
        StateOf(1600, 0, 50).ShouldBe(BudgetState.Exceeded);
        StateOf(1000, 0, 100).ShouldBe(BudgetState.Ok);
        StateOf(1600, 80, 100, BudgetWindow.Day, forecast: 100).ShouldBe(BudgetState.Ok);

        // 14 of the 24 hours of the day in Berlin are over: 800 becomes 1371.
        StateOf(1371, 80, 100, BudgetWindow.Day, forecast: 100).ShouldBe(BudgetState.AtRisk);
        StateOf(1372, 80, 100, BudgetWindow.Day, forecast: 100).ShouldBe(BudgetState.Ok);
        StateOf(1371, 80, 100, BudgetWindow.Day, forecast: 0).ShouldBe(BudgetState.Ok);

        BudgetState StateOf(long amount, int soft, int hard, BudgetWindow window = BudgetWindow.FiveHours, int forecast = 0) =>
            Status(
                new Budget
                {
                    Name = "a",
                    Amount = amount,
                    Unit = BudgetUnit.Tokens,
                    Window = window,
                    SoftPercent = soft,
                    HardPercent = hard,
                    ForecastHardPercent = forecast,
                }
            ).State;
    }

    [Fact]
    public void A_forecast_looks_at_the_whole_windows_since_the_first_use()
    {
        TestStores.Require(store);

        // 1000 tokens every day at 8 and 100 at 20 o'clock UTC, for so many days before this one.
        void Use(int day, int hour, int tokens) =>
            home.Write(
                $".claude/projects/-work-shop/{day}-{hour}.jsonl",
                ClaudeCodeLines.Assistant(
                    $"{day}-{hour}",
                    Draw.Text($""" "input_tokens":{tokens},"output_tokens":0 """),
                    session: $"{day}-{hour}",
                    time: new DateTimeOffset(2026, 7, 15, hour, 0, 0, TimeSpan.Zero).AddDays(-day).Iso()
                )
            );
        Use(0, 8, 1000);
        for (int day = 1; day <= 3; day++)
        {
            Use(day, 8, 1000);
            Use(day, 20, 100 * day);
        }

        Budget budget = new()
        {
            Name = "a",
            Amount = 5000,
            Unit = BudgetUnit.Tokens,
            Window = BudgetWindow.Day,
        };
        home.Sync();
        BudgetStatus two = Status(budget, TimeZoneInfo.Utc);
        (two.Spent, two.Forecast, two.ForecastLow).ShouldBe((1000, 2000, null), "the third day was the first of use");
        Use(4, 8, 1);
        home.Sync();
        BudgetStatus three = Status(budget, TimeZoneInfo.Utc);
        (three.Forecast, three.ForecastLow, three.ForecastHigh).ShouldBe((1000 + 600, 1100, 1600));
        three.ForecastPercent.ShouldBe(32);
    }

    [Fact]
    public void A_budget_of_sessions_names_the_one_that_spent_the_most_of_those_used_today()
    {
        TestStores.Require(store);
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant("a", """ "input_tokens":900,"output_tokens":0 """, "old", time: "2026-07-14T11:00:00Z"),
            ClaudeCodeLines.Assistant("b", """ "input_tokens":500,"output_tokens":0 """, "long", time: "2026-06-01T11:00:00Z"),
            ClaudeCodeLines.Assistant("c", """ "input_tokens":100,"output_tokens":0 """, "long", time: "2026-07-15T11:00:00Z"),
            ClaudeCodeLines.Assistant("d", """ "input_tokens":550,"output_tokens":0 """, "short", time: "2026-07-15T11:00:00Z")
        );
        home.Sync();
        BudgetStatus status = Status(
            new Budget
            {
                Name = "a",
                Amount = 1000,
                Unit = BudgetUnit.Tokens,
                Window = BudgetWindow.Session,
            }
        );
        (status.SessionId, status.Spent, status.Forecast, status.WindowStart).ShouldBe(("long", 600, null, null));
    }

    private BudgetStatus Status(Budget budget, TimeZoneInfo? zone = null) =>
        Do(engine => engine.Budgets.Check([budget], zone ?? Berlin, default).Single());

    private T Do<T>(Func<RimuruEngine, T> work)
    {
        using RimuruEngine engine = home.Open();
        return work(engine);
    }

    private void Fails(BudgetChange change, string code) =>
        Should.Throw<RimuruException>(() => Do(engine => engine.Budgets.Set(change, default))).Code.ShouldBe(code);

    private static void Same(Budget found, Budget wanted) =>
        System.Text.Json.JsonSerializer.Serialize(found).ShouldBe(System.Text.Json.JsonSerializer.Serialize(wanted));

    private static decimal Sum(Budget budget, IEnumerable<UsageRecord> rows) =>
        budget.Unit == BudgetUnit.Tokens ? rows.Sum(row => row.TotalTokens) : rows.Sum(row => row.Cost ?? 0);

    private static bool IsIn(Budget budget, UsageRecord row) =>
        Is(budget.Project, row.Project)
        && Is(budget.Branch, row.Branch)
        && Is(budget.Model, row.Model)
        && Is(budget.Provider, row.Provider)
        && Is(budget.Machine, row.Machine)
        && Is(budget.User, row.User);

    private static bool Is(IReadOnlyList<string> patterns, string? name) =>
        patterns.Count == 0
        || patterns.Any(pattern =>
            System.Text.RegularExpressions.Regex.IsMatch(
                name ?? "",
                "^" + System.Text.RegularExpressions.Regex.Escape(pattern).Replace(@"\*", ".*").Replace(@"\?", ".") + "$",
                System.Text.RegularExpressions.RegexOptions.IgnoreCase
            )
        );
}

public sealed class SqliteBudgetTests() : BudgetContract(TestStore.Sqlite);

public sealed class PostgresBudgetTests() : BudgetContract(TestStore.Postgres)
{
    /// <summary>Nobody has to grant anything anew when a ledger gets its budgets.</summary>
    [Fact]
    public void A_login_that_could_read_an_older_ledger_reads_its_budgets_and_sets_none()
    {
        TestStores.Require(TestStore.Postgres);
        string url = PostgresCluster.Required.NewSchema(),
            schema = url.Split("schema=")[1],
            login = "r" + schema;
        using TestHome home = new();
        using (RimuruEngine owner = home.Open(url))
            owner.Store.Initialize(default);
        using (Npgsql.NpgsqlConnection connection = PostgresCluster.Connect(url))
        {
            using Npgsql.NpgsqlCommand older = connection.CreateCommand();
            older.CommandText = $"""
                {NewestTables.Drop}
                DROP TABLE {schema}.metric, {schema}.plan_limit, {schema}.budget, {schema}.hook, {schema}.event, {schema}.hook_run,
                    {schema}.session_mark, {schema}.event_state, {schema}.tool_use;
                DROP VIEW {schema}.usage_record;
                ALTER TABLE {schema}.dimension DROP COLUMN credit_unit;
                ALTER TABLE {schema}.dimension
                    ADD UNIQUE (agent, provider, model, project, branch, sub_agent, machine, login, evidence);
                ALTER TABLE {schema}.usage DROP COLUMN reported_credits;
                ALTER TABLE {schema}.rollup_time DROP COLUMN credits;
                ALTER TABLE {schema}.rollup_hour DROP COLUMN credits;
                ALTER TABLE {schema}.rollup_session DROP COLUMN credits;
                ALTER TABLE {schema}.usage DROP COLUMN cache_saving;
                ALTER TABLE {schema}.rollup_time DROP COLUMN cache_saving, DROP COLUMN saving_rows;
                ALTER TABLE {schema}.rollup_hour DROP COLUMN cache_saving, DROP COLUMN saving_rows;
                ALTER TABLE {schema}.rollup_session DROP COLUMN cache_saving, DROP COLUMN saving_rows;
                DELETE FROM {schema}.migration WHERE version >= 5;
                CREATE ROLE {login} LOGIN;
                GRANT USAGE ON SCHEMA {schema} TO {login};
                GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {login};
                """;
            older.ExecuteNonQuery();
        }

        using (RimuruEngine owner = home.Open(url))
            owner.Budgets.Set(new BudgetChange("a") { Amount = 1 }, default);
        using RimuruEngine reader = home.Open(PostgresCluster.For(url, login));
        reader.Budgets.All().ShouldHaveSingleItem().Name.ShouldBe("a");
        reader.Limits.Find([], default).ShouldBeEmpty();
        reader.Budgets.Check(reader.Budgets.All(), TimeZoneInfo.Utc, default).Single().State.ShouldBe(BudgetState.Ok);
        foreach (
            Action change in (Action[])
                [
                    () => reader.Budgets.Set(new BudgetChange("b") { Amount = 1 }, default),
                    () => reader.Budgets.Remove(reader.Budgets.All()[0], default),
                ]
        )
            Should.Throw<RimuruException>(change).Code.ShouldBe("E1006");
    }
}

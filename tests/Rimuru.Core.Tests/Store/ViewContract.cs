using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Rimuru.Core.Config;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Store;

/// <summary>The views for those who ask with SQL say the same as the reports, in every kind of store, and are what their page says.</summary>
public abstract class ViewContract : IDisposable
{
    private const string Sums =
        "sum(requests), sum(input_tokens), sum(cache_read_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), "
        + "sum(output_tokens), sum(reasoning_tokens), sum(total_tokens), sum(web_searches), sum(cost_nano_usd)";

    private static readonly string[] Names = ["costs", "sessions", "agents", "models", "metrics", "view_version"];

    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TestStore store;
    private readonly TestHome home;

    private protected ViewContract(TestStore store)
    {
        this.store = store;
        home = new TestHome(store).Sharing("full").With("PATH", Environment.GetEnvironmentVariable("PATH") ?? "");
    }

    public void Dispose()
    {
        home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    public void Their_sums_are_those_of_the_reports(int seed)
    {
        Fill(seed);
        Read("SELECT count(*) > 0 FROM usage WHERE withdrawn <> 0").Single().ShouldBeOneOf("1", "True");
        using RimuruEngine engine = home.Open();
        Agree(engine);

        // What was removed is in none of them.
        List<UsageRecord> all = [.. engine.Reports.Usage(new ReportFilter(), default)];
        engine.Store.Optimize(all[all.Count / 2].Timestamp, isPreview: false, default).RecordsRemoved.ShouldBeGreaterThan(0);
        Agree(engine);
    }

    [Fact]
    public void A_record_is_the_same_in_both()
    {
        Fill(84);
        using RimuruEngine engine = home.Open();
        string[] due =
        [
            .. engine
                .Reports.Usage(new ReportFilter(), default)
                .Select(r =>
                    Line(
                        r.Id,
                        Time(r.Timestamp),
                        r.Timestamp.ToUnixTimeMilliseconds(),
                        r.Agent,
                        r.SessionId,
                        r.SubAgent,
                        r.Provider,
                        r.Model,
                        r.Project,
                        r.Branch,
                        r.Machine,
                        r.User,
                        r.Evidence,
                        r.TotalTokens,
                        r.CostStatus,
                        r.Cost,
                        r.Cost * 1_000_000_000,
                        r.ReportedCost,
                        r.ReportedCredits,
                        r.CreditUnit
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
        due.Length.ShouldBeGreaterThan(50);
        Read(
                """
                SELECT id, recorded_at, recorded_ms, agent, session_id, sub_agent, provider, model, project, branch, machine, user_name,
                    evidence, total_tokens, cost_status, cost_usd, cost_nano_usd, reported_cost_usd, reported_credits, credit_unit
                FROM costs
                """
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(due);
    }

    [Fact]
    public void A_session_is_the_same_in_both()
    {
        Fill(85);
        using RimuruEngine engine = home.Open();
        Session[] sessions = [.. engine.Reports.Sessions(new ReportFilter(), onlyActive: false, default)];
        sessions.Length.ShouldBeGreaterThan(10);
        Read(
                """
                SELECT agent, session_id, parent_session_id, sub_agent, title, status, started_at, last_activity_at, ended_at, branch,
                    working_directory, machine, user_name, agent_version, turns, requests, input_tokens, output_tokens, total_tokens,
                    unpriced_requests, cost_usd
                FROM sessions
                """
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                sessions
                    .Select(s =>
                        Line(
                            s.Agent,
                            s.SessionId,
                            s.ParentSessionId,
                            s.SubAgent,
                            s.Title,
                            s.Status,
                            Time(s.StartedAt),
                            Time(s.LastActivity),
                            Time(s.EndedAt),
                            s.Branch,
                            s.WorkingDirectory,
                            s.Machine,
                            s.User,
                            s.AgentVersion,
                            s.Turns,
                            s.Requests,
                            s.InputTokens,
                            s.OutputTokens,
                            s.TotalTokens,
                            s.UnpricedRequests,
                            s.Cost
                        )
                    )
                    .Order(StringComparer.Ordinal)
            );
        Read("SELECT session_id, project FROM sessions WHERE project IS NOT NULL")
            .ShouldBeSubsetOf(sessions.Select(s => Line(s.SessionId, s.Project)));
    }

    [Fact]
    public void Columns_and_types_are_those_of_the_page()
    {
        Fill(86);
        using (RimuruEngine engine = home.Open())
            Measure(engine);

        List("litellm", "2026-07-01", ("anthropic", "claude-sonnet-4-5", 3m));
        string page = Documents.Read("sql.md");
        foreach (string view in Names)
        {
            List<string[]> due = Documents.Table(page, $"`{view}`");
            due.ShouldNotBeEmpty();
            string[] names = [.. due.Select(row => row[0].Trim('`'))];
            Columns(view).ShouldBe(names, view);
            foreach ((string name, string type) in names.Zip(due.Select(row => row[1])))
                Types(view, name).Except([TypeOf(type)]).ShouldBeEmpty($"{view}.{name}");
        }

        Read("SELECT version FROM view_version").ShouldBe(["1"]);
    }

    [Fact]
    public void Every_example_of_the_page_has_an_answer()
    {
        Fill(87);
        using (RimuruEngine engine = home.Open())
            Measure(engine);
        string[] examples =
        [
            .. Documents.Read("sql.md").Split("## Types")[0].Split("```sql\n").Skip(1).Select(part => part.Split("```")[0]),
        ];
        examples.Length.ShouldBeGreaterThan(4);
        foreach (
            string example in examples.Select(example =>
                example.Replace("'shop'", "(SELECT max(project) FROM sessions WHERE cost_usd > 0)")
            )
        )
            Read(example).ShouldNotBeEmpty(example);
    }

    [Fact]
    public void Of_several_lists_the_last_one_counts()
    {
        TestStores.Require(store);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(model: "claude-sonnet-4-5")).Sync();
        List("litellm", "2026-07-02", ("anthropic", "claude-sonnet-4-5", 3m), ("openai", "gpt-5", 1.25m));
        List("openrouter", "2026-07-01", ("anthropic", "claude-sonnet-4-5", 30m));
        Read("SELECT provider, model, listed_by, listed_on, listed_input_usd, requests FROM models")
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                Line("anthropic", "claude-sonnet-4-5", "litellm", "2026-07-02", 3m, 1),
                Line("openai", "gpt-5", "litellm", "2026-07-02", 1.25m, 0),
            ]);
    }

    [Fact]
    public void What_was_measured_is_the_same_in_both()
    {
        TestStores.Require(store);
        using RimuruEngine engine = home.Open();
        engine.Store.Initialize(default);
        Measure(engine);
        foreach (
            (string span, TimeSpan step) in ((string, TimeSpan)[])
                [("minute", TimeSpan.FromMinutes(1)), ("hour", TimeSpan.FromHours(1)), ("day", TimeSpan.FromDays(1))]
        )
            Read(
                    "SELECT started_at, machine, agent, name, unit, samples, round(average, 6), minimum, maximum FROM metrics "
                        + $"WHERE span = '{span}'"
                )
                .Order(StringComparer.Ordinal)
                .ShouldBe(
                    engine
                        .Metrics.Find(
                            new Core.Metrics.MetricQuery
                            {
                                Since = Noon.AddDays(-1),
                                Until = Noon.AddDays(1),
                                Step = step,
                            },
                            default
                        )
                        .Select(m =>
                            Line(
                                Time(m.Start),
                                m.Machine,
                                m.Agent,
                                m.Name,
                                m.Unit,
                                m.Samples,
                                Math.Round(m.Average, 6),
                                m.Minimum,
                                m.Maximum
                            )
                        )
                        .Order(StringComparer.Ordinal),
                    span
                );
    }

    [Fact]
    public void Nobody_can_write_to_them()
    {
        Fill(88);
        foreach (string view in Names)
        {
            Should.Throw<Exception>(() => Read($"DELETE FROM {view} RETURNING 1"), view).Message.ShouldContain(view);
            Should
                .Throw<Exception>(() => Read($"UPDATE {view} SET {Columns(view)[0]} = NULL RETURNING 1"), view)
                .Message.ShouldContain(view);
        }
    }

    [Fact]
    public void A_backup_and_a_copy_have_them_too()
    {
        Fill(89);
        using RimuruEngine engine = home.Open();
        engine.Store.BackUp(home.In("saved.backup"), isForced: false, default);
        engine.Store.Restore(home.In("saved.backup"), isForced: true, default);
        Agree(engine);
        string other = store == TestStore.Sqlite ? "sqlite:" + home.In("other.db") : PostgresCluster.Required.NewSchema();
        engine.Store.CopyTo(other, null, default);
        string[] before = Read($"SELECT agent, {Sums} FROM costs GROUP BY agent");
        Read($"SELECT agent, {Sums} FROM costs GROUP BY agent", other).Order().ShouldBe(before.Order());
    }

    private void Fill(int seed)
    {
        TestStores.Require(store);
        foreach (string agent in (string[])["ClaudeCode", "Codex", "Copilot", "Cursor", "Devin", "Warp"])
            AllHomes.ByAgent[agent](seed).WriteTo(home);
        home.Sync();
    }

    private static void Measure(RimuruEngine engine) =>
        engine
            .Metrics.Table(default)
            .Add(
                "box",
                [
                    .. Enum.GetValues<MetricName>()
                        .SelectMany(name =>
                            Enumerable
                                .Range(0, 9)
                                .Select(i => new MetricSample(
                                    Noon.AddSeconds(25 * i).ToUnixTimeMilliseconds(),
                                    i % 2 == 0 ? "" : "Codex",
                                    name,
                                    1001 * i + (int)name
                                ))
                        ),
                ],
                new MetricRetention(365_000, 365_000, 365_000),
                Noon.ToUnixTimeMilliseconds(),
                default
            );

    private void Agree(RimuruEngine engine)
    {
        string[] Report(params CostGrouping[] by) =>
            [
                .. engine
                    .Reports.Costs(new CostQuery { By = by, Zone = TimeZoneInfo.Utc })
                    .Run(default)
                    .Select(r =>
                        Line([
                            .. by.Select(grouping => Groupings.Of(grouping).ValueOf(r)),
                            r.Requests,
                            r.InputTokens,
                            r.CacheReadTokens,
                            r.CacheWrite5mTokens,
                            r.CacheWrite1hTokens,
                            r.OutputTokens,
                            r.ReasoningTokens,
                            r.TotalTokens,
                            r.WebSearches,
                            r.Cost * 1_000_000_000,
                        ])
                    )
                    .Order(StringComparer.Ordinal),
            ];

        void Same(string sql, params CostGrouping[] by) => Read(sql).Order(StringComparer.Ordinal).ToArray().ShouldBe(Report(by), sql);

        string day = store == TestStore.Sqlite ? "date(recorded_at)" : "to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
        Same($"SELECT agent, {Sums} FROM costs GROUP BY agent", CostGrouping.Agent);
        Same(
            $"SELECT agent, provider, model, project, {Sums} FROM costs GROUP BY agent, provider, model, project",
            CostGrouping.Agent,
            CostGrouping.Provider,
            CostGrouping.Model,
            CostGrouping.Project
        );
        Same($"SELECT {day}, {Sums} FROM costs GROUP BY {day}", CostGrouping.Day);
        Same($"SELECT agent, {Sums} FROM sessions GROUP BY agent HAVING sum(requests) > 0", CostGrouping.Agent);
        Same($"SELECT agent, {Sums} FROM agents GROUP BY agent HAVING sum(requests) > 0", CostGrouping.Agent);
        Same(
            $"SELECT provider, model, {Sums} FROM models GROUP BY provider, model HAVING sum(requests) > 0",
            CostGrouping.Provider,
            CostGrouping.Model
        );
        CostRecord all = engine.Reports.Costs(new CostQuery { By = [] }).Run(default).Single();
        foreach (string view in (string[])["costs", "sessions", "agents", "models"])
            Read($"SELECT {(store == TestStore.Sqlite ? "round(sum(cost_usd), 9)" : "sum(cost_usd)")} FROM {view}")
                .ShouldBe([Line(all.Cost)], view);
        foreach (string view in (string[])["sessions", "agents", "models"])
            Read($"SELECT sum(unpriced_requests) FROM {view}").ShouldBe([Line(all.UnpricedRequests)], view);
        Read("SELECT coalesce(sum(requests), 0) FROM costs WHERE cost_usd IS NULL").ShouldBe([Line(all.UnpricedRequests)]);
    }

    /// <summary>A source lists models with a price of input.</summary>
    private void List(string source, string day, params (string Provider, string Id, decimal Input)[] models)
    {
        using ILedger ledger = LedgerStore.Open(
            LedgerStore.Parse(home.Database, HostEnvironment.Current()),
            new LedgerOptions("box", "ann", 10, TimeProvider.System),
            default
        );
        using IModelWriter writer = ledger.Models.Write(default);
        writer.SaveListing(
            source,
            models.Select(model => new ListedModel
            {
                Source = source,
                Provider = model.Provider,
                Id = model.Id,
                Name = model.Id,
                ContextWindow = 1000,
                MaxOutput = 100,
                Released = day,
                Retires = day,
                Capabilities = ["tools"],
            }),
            day
        );
        foreach ((string provider, string id, decimal input) in models)
            writer.SavePrice(
                new PriceObservation(
                    source,
                    provider,
                    id,
                    day,
                    day,
                    new JsonObject
                    {
                        ["rates"] = new JsonObject
                        {
                            ["input"] = input,
                            ["output"] = 15m,
                            ["cacheRead"] = 0.3m,
                            ["cacheWrite5m"] = 3.75m,
                        },
                    }.ToJsonString()
                )
            );
        writer.Commit();
    }

    private string[] Columns(string view) =>
        store == TestStore.Sqlite
            ? Read($"SELECT name FROM pragma_table_info('{view}')")
            : Read(
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() "
                    + $"AND table_name = '{view}' ORDER BY ordinal_position"
            );

    /// <summary>The types of a column's values in a file, which has no other; the type of the column on a server.</summary>
    private string[] Types(string view, string column) =>
        store == TestStore.Sqlite
            ? Read(
                $"SELECT DISTINCT CASE WHEN {column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z' THEN 'time' ELSE typeof({column}) END FROM {view} WHERE {column} IS NOT NULL"
            )
            : Read(
                "SELECT data_type::text FROM information_schema.columns WHERE table_schema = current_schema() "
                    + $"AND table_name = '{view}' AND column_name = '{column}'"
            );

    private string TypeOf(string word) =>
        (word, store) switch
        {
            ("text", _) => "text",
            ("whole", TestStore.Sqlite) => "integer",
            ("whole", _) => "bigint",
            ("decimal", TestStore.Sqlite) => "real",
            ("decimal", _) => "numeric",
            ("time", TestStore.Sqlite) => "time",
            ("time", _) => "timestamp with time zone",
            _ => throw new ArgumentOutOfRangeException(nameof(word), word, null),
        };

    private string[] Read(string sql, string? ledger = null)
    {
        string url = ledger ?? home.Database;
        List<string> lines = [];
        if (store == TestStore.Sqlite)
        {
            using SqliteDatabase database = SqliteDatabase.OpenAsAllowed(url["sqlite:".Length..]);
            using SqliteStatement select = database.PrepareFresh(sql);
            while (select.Step())
                lines.Add(Line([.. Enumerable.Range(0, select.Columns).Select(select.Text)]));
            return [.. lines];
        }

        using NpgsqlConnection connection = PostgresCluster.Connect(url);
        using NpgsqlCommand command = new(sql, connection);
        using NpgsqlDataReader row = command.ExecuteReader();
        while (row.Read())
            lines.Add(Line([.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetValue(i))]));
        return [.. lines];
    }

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Line(params object?[] values) => string.Join(" | ", values.Select(Text));

    /// <summary>Numbers without trailing zeros, however the store writes them.</summary>
    private static string Text(object? value) =>
        value switch
        {
            null => "",
            DateTime time => Time(time)!,
            string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => Text(number),
            decimal number => number.ToString("0.##########", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}

public sealed class SqliteViewTests() : ViewContract(TestStore.Sqlite);

public sealed class PostgresViewTests() : ViewContract(TestStore.Postgres);

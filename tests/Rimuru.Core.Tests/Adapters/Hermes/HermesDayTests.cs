using System.Globalization;

namespace Rimuru.Core.Tests.Adapters.Hermes;

/// <summary>The days of a session tell when its sums were used; they never add to them.</summary>
public sealed class HermesDayTests : IDisposable
{
    private const string Database = ".hermes/state.db";
    private const string Counts =
        "api_call_count INTEGER DEFAULT 0, input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0, reasoning_tokens INTEGER DEFAULT 0";

    private static readonly string[] Schema =
    [
        $"CREATE TABLE sessions(id TEXT PRIMARY KEY, model TEXT, started_at REAL, ended_at REAL, actual_cost_usd REAL, {Counts})",
        $"CREATE TABLE session_model_usage(session_id TEXT, model TEXT, billing_provider TEXT, task TEXT DEFAULT '', first_seen REAL, last_seen REAL, {Counts}, PRIMARY KEY(session_id, model, task))",
        $"CREATE TABLE session_daily_usage(session_id TEXT, day TEXT, {Counts}, PRIMARY KEY(session_id, day))",
        "CREATE TABLE messages(id INTEGER PRIMARY KEY, session_id TEXT, role TEXT, timestamp REAL)",
    ];

    private readonly LogHome home = new();

    [Fact]
    public void A_session_counts_on_its_days()
    {
        home.Sql(Database, [.. Schema, Session(1000, 100), Day(20, 100, 10), Day(25, 900, 90), Answer(20), Answer(25)]);
        Told().ShouldBe(["20 m: 110", "25 m: 990"]);
    }

    [Fact]
    public void What_the_days_lack_keeps_its_time()
    {
        home.Sql(Database, [.. Schema, Session(1000, 100), Day(20, 100, 10), Day(21, 300, 90), Answer(25)]);
        Told().ShouldBe(["20 m: 110", "21 m: 390", "25 m: 600"]);
    }

    [Theory]
    [InlineData(20, 5000, "20 m: 1100")]
    [InlineData(0, 400, "25 m: 1100")]
    public void Days_that_tell_too_much_or_no_date_change_no_sum(int day, int input, string told)
    {
        home.Sql(Database, [.. Schema, Session(1000, 100), Day(day, input, 900), Answer(25)]);
        Told().ShouldBe([told]);
    }

    [Fact]
    public void The_days_of_one_model_are_those_of_its_session()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                Session(1000, 100),
                Day(20, 100, 10),
                Day(25, 900, 90),
                Model("m", 1000, 100, 20, 25),
                Model("m", 70, 7, 22, 22, "vision"),
            ]
        );
        Told().ShouldBe(["20 m: 110", "22 m: 77", "25 m: 990"]);
    }

    [Fact]
    public void Models_share_a_day_by_the_time_they_were_in_use()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                Session(1000, 100),
                Day(20, 100, 10),
                Day(21, 500, 50),
                Day(22, 400, 40),
                Model("a", 300, 30, 20, 21),
                Model("b", 650, 65, 21, 22, "voice_chat"),
                Model("gone", 10, 1, 18, 19),
            ]
        );

        // The session's own model has the forty that no counter tells, and the days nothing of one that they do not reach.
        Told().ShouldBe(["19 gone: 11", "20 a: 110", "21 a: 220", "21 b: 330", "22 b: 385", "22 m: 44"]);
    }

    [Fact]
    public void Reasoning_that_a_day_does_not_tell_is_kept()
    {
        home.Sql(Database, [.. Schema, Session(1000, 100, 80), Day(20, 1000, 90), Answer(25)]);
        Told().ShouldBe(["20 m: 1090", "25 m: 10"]);
        home.Sync().Sum(record => record.ReasoningTokens).ShouldBe(80);
    }

    [Fact]
    public void The_cost_is_shared_by_the_tokens()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                Session(1000, 100),
                "UPDATE sessions SET actual_cost_usd = 1.000000001",
                Day(20, 300, 30),
                Day(21, 300, 30),
                Day(25, 400, 40),
            ]
        );
        home.Sync().Select(record => record.ReportedCost).ShouldBe([0.3m, 0.3m, 0.400000001m]);
    }

    [Theory]
    [InlineData("1.5", "0.2", "1.5")]
    [InlineData("0", "0.2", "0.2")]
    [InlineData("0.0", "0.00005", "0.00005")]
    [InlineData("NULL", "0", null)]
    public void What_was_estimated_counts_where_no_bill_is_told(string billed, string estimated, string? expected)
    {
        home.Sql(
            Database,
            [
                .. Schema,
                Session(1000, 100),
                "ALTER TABLE sessions ADD COLUMN estimated_cost_usd REAL",
                $"UPDATE sessions SET actual_cost_usd = {billed}, estimated_cost_usd = {estimated}",
                Answer(25),
            ]
        );
        home.Sync()
            .ShouldHaveSingleItem()
            .ReportedCost.ShouldBe(expected is null ? null : decimal.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Days_that_come_later_take_from_what_had_none()
    {
        home.Sql(Database, [.. Schema, Session(1000, 100), Answer(25)]);
        Told().ShouldBe(["25 m: 1100"]);
        home.Sql(Database, Day(20, 100, 10));
        Told().ShouldBe(["20 m: 110", "25 m: 990"]);
        home.Sql(Database, Day(25, 900, 90));
        Told().ShouldBe(["20 m: 110", "25 m: 990"]);
        home.Sql(Database, "UPDATE sessions SET input_tokens = 1005", Answer(26));
        Told().ShouldBe(["20 m: 110", "25 m: 990", "26 m: 5"]);
    }

    [Fact]
    public void A_ledger_of_an_earlier_reader_counts_nothing_twice()
    {
        home.Sql(Database, [.. Schema, Session(1000, 100), Model("a", 400, 40, 20, 21)]);
        Told().ShouldBe(["20 m: 660", "21 a: 440"]);
        home.Sql("ledger.db", "DELETE FROM lineage", "UPDATE file SET reader_version = 2");
        home.Sql(Database, Day(20, 300, 30), Day(21, 700, 70));
        Told().ShouldBe(["20 a: 330", "21 a: 110", "21 m: 660"]);
        Told().ShouldBe(["20 a: 330", "21 a: 110", "21 m: 660"]);
    }

    [Fact]
    public void However_models_take_turns_every_sum_is_exact()
    {
        using LogHome whole = new();
        List<string> rows = [.. Schema, "INSERT INTO sessions(id, model, started_at) VALUES('s', 'm', " + At(1, 8) + ")"];
        home.Sql(Database, [.. rows]);
        Random random = new(7);
        Dictionary<string, long> truth = [];
        for (int day = 1; day < 15; day++)
        {
            for (int call = random.Next(3); call >= 0; call--)
            {
                string model = "abc"[random.Next(3)].ToString();
                int input = random.Next(1, 500),
                    output = random.Next(1, 50);
                truth[model] = truth.GetValueOrDefault(model) + input + output;
                string[] steps =
                [
                    Grow("sessions", "id = 's'", input, output),
                    $"INSERT OR IGNORE INTO session_model_usage(session_id, model, first_seen) VALUES('s', '{model}', {At(day, 8)})",
                    Grow("session_model_usage", $"model = '{model}'", input, output),
                    $"UPDATE session_model_usage SET last_seen = {At(day, 16)} WHERE model = '{model}'",
                    $"INSERT OR IGNORE INTO session_daily_usage(session_id, day) VALUES('s', '2026-11-{day:00}')",
                    Grow("session_daily_usage", $"day = '2026-11-{day:00}'", input, output),
                ];
                rows.AddRange(steps);
                home.Sql(Database, steps);
            }

            home.Sync().GroupBy(record => record.Model!).ToDictionary(group => group.Key, group => group.Sum(Total)).ShouldBe(truth, true);
        }

        whole.Sql(Database, [.. rows]);
        home.Picture().ShouldBe(whole.Picture());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_two_states_of_a_session_the_later_counts_in_any_order(bool isOldFirst)
    {
        const string Copy = ".hermes/profiles/copy/state.db";
        Action[] reads =
        [
            () => home.Sql(Copy, [.. Schema, Session(600, 60), Model("a", 400, 40, 20, 21), Day(20, 600, 60)]),
            () =>
                home.Sql(
                    Database,
                    [
                        .. Schema,
                        Session(1000, 100),
                        Model("a", 400, 40, 20, 21),
                        Model("m", 600, 60, 20, 25),
                        Day(20, 700, 70),
                        Day(25, 300, 30),
                    ]
                ),
        ];
        foreach (Action read in isOldFirst ? reads : reads.Reverse())
        {
            read();
            home.Sync();
        }

        Told().ShouldBe(["20 a: 440", "20 m: 330", "25 m: 330"]);
    }

    public void Dispose() => home.Dispose();

    private static string Session(int input, int output, int reasoning = 0) =>
        $"INSERT INTO sessions(id, model, started_at, api_call_count, input_tokens, output_tokens, reasoning_tokens) VALUES('s', 'm', {At(20, 8)}, 10, {input}, {output}, {reasoning})";

    private static string Day(int day, int input, int output) =>
        $"INSERT INTO session_daily_usage(session_id, day, api_call_count, input_tokens, output_tokens) VALUES('s', '2026-11-{day:00}', 1, {input}, {output})";

    private static string Model(string model, int input, int output, int first, int last, string task = "") =>
        $"INSERT INTO session_model_usage(session_id, model, task, first_seen, last_seen, api_call_count, input_tokens, output_tokens) VALUES('s', '{model}', '{task}', {At(first, 8)}, {At(last, 16)}, 1, {input}, {output})";

    private static string Answer(int day) => $"INSERT INTO messages(session_id, role, timestamp) VALUES('s', 'assistant', {At(day, 16)})";

    private static string Grow(string table, string where, int input, int output) =>
        $"UPDATE {table} SET api_call_count = api_call_count + 1, input_tokens = input_tokens + {input}, output_tokens = output_tokens + {output} WHERE {where}";

    /// <summary>An hour of a day of the machine's time zone.</summary>
    private static string At(int day, int hour)
    {
        DateTime time = new(2026, 11, day, hour, 0, 0);
        return new DateTimeOffset(time, TimeZoneInfo.Local.GetUtcOffset(time)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    private static long Total(UsageRecord record) => record.InputTokens + record.OutputTokens;

    /// <summary>The sums by day and model.</summary>
    private List<string> Told() =>
        [
            .. home.Sync()
                .GroupBy(record => (TimeZoneInfo.ConvertTime(record.Timestamp, TimeZoneInfo.Local).Day, record.Model))
                .OrderBy(group => group.Key.Day)
                .ThenBy(group => group.Key.Model, StringComparer.Ordinal)
                .Select(group => $"{group.Key.Day} {group.Key.Model}: {group.Sum(Total)}"),
        ];
}

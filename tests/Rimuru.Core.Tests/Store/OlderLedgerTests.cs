using Rimuru.Core.Reports;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Sqlite;

namespace Rimuru.Core.Tests.Store;

/// <summary>A ledger that an older version made is brought up to date with all that it holds.</summary>
public sealed class OlderLedgerTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_ledger_of_version_1_is_migrated_with_its_records()
    {
        string script = SqliteMigrations.Scripts[0].Sql;
        using (SqliteDatabase old = SqliteDatabase.Open(home.Ledger))
        {
            old.Execute(script);
            old.Execute(
                """
                CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL);
                INSERT INTO migration VALUES (1, '0001_ledger.sql', 'x', 0);
                INSERT INTO name (id, text) VALUES (1, 'ClaudeCode'), (2, 'nobody-knows'), (3, 'm'), (4, 'u'), (5, '2026-01-01+00000000');
                INSERT INTO dimension VALUES (1, 1, 0, 2, 0, 0, 0, 3, 4, 0);
                INSERT INTO session (id, key, agent, session_id, machine, user) VALUES (1, x'00112233445566778899aabbccddeeff', 1, 's', 3, 4);
                INSERT INTO usage (key, at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches, cost, cost_status, price_version, rank_high, rank_low, owner_high, owner_low)
                    VALUES (x'ff112233445566778899aabbccddeeff', 1780000000000, 1, 1, 0, 1, 1000000, 0, 0, 0, 0, 0, 0, NULL, 2, 5, 0, 0, 0, 0);
                INSERT INTO rollup_time VALUES (1977777, 1, 1, 1000000, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1000000, 0);
                INSERT INTO rollup_session VALUES (1, 1, 1, 1000000, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1000000, 0);
                PRAGMA application_id = 1380535637;
                PRAGMA user_version = 1;
                """
            );
        }

        using RimuruEngine engine = home.Open();
        engine.Reports.Usage(new ReportFilter(), CancellationToken.None).Single().Model.ShouldBe("nobody-knows");
        engine
            .Prices.SetOverride(
                new Rimuru.Core.ModelCatalog.PriceSetting
                {
                    Model = "nobody-knows",
                    InputPrice = 3m,
                    OutputPrice = 1m,
                },
                isPreview: false,
                CancellationToken.None
            )
            .Single()
            .NewCost.ShouldBe(3m);
        engine.Reports.Costs(new CostQuery { By = [CostGrouping.Model] }).Run(CancellationToken.None).Single().Cost.ShouldBe(3m);
        using SqliteDatabase database = SqliteDatabase.Open(home.Ledger);
        database.Number("PRAGMA user_version").ShouldBe(SqliteMigrations.Latest);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_ledger_of_version_4_learns_the_turns_of_sessions_whose_logs_are_still_there()
    {
        home.Write(Adapters.ClaudeCodeLines.Log, Adapters.ClaudeCodeLines.Assistant(message: "\"stop_reason\":\"end_turn\",")).Sync();
        using (SqliteDatabase old = SqliteDatabase.Open(home.Ledger))
        {
            old.Execute(
                NewestTables.Drop
                    + """
                    ALTER TABLE session DROP COLUMN turns;
                    DROP TABLE tool_use;
                    DROP TABLE metric;
                    ALTER TABLE usage DROP COLUMN cache_saving;
                    ALTER TABLE rollup_time DROP COLUMN cache_saving;
                    ALTER TABLE rollup_time DROP COLUMN saving_rows;
                    ALTER TABLE rollup_session DROP COLUMN cache_saving;
                    ALTER TABLE rollup_session DROP COLUMN saving_rows;
                    DROP TABLE plan_limit;
                    DROP TABLE budget;
                    DROP TABLE hook;
                    DROP TABLE event;
                    DROP TABLE hook_run;
                    DROP TABLE session_mark;
                    DROP TABLE event_state;
                    DROP TABLE write_number;
                    DROP INDEX session_open;
                    ALTER TABLE session DROP COLUMN told;
                    ALTER TABLE session DROP COLUMN status;
                    ALTER TABLE session DROP COLUMN ended_at;
                    DROP TABLE rollup_hour;
                    CREATE TABLE dimension_4 (id INTEGER PRIMARY KEY, agent INTEGER NOT NULL, provider INTEGER NOT NULL, model INTEGER NOT NULL,
                        project INTEGER NOT NULL, branch INTEGER NOT NULL, sub_agent INTEGER NOT NULL, machine INTEGER NOT NULL,
                        user INTEGER NOT NULL, evidence INTEGER NOT NULL,
                        UNIQUE (agent, provider, model, project, branch, sub_agent, machine, user, evidence));
                    INSERT INTO dimension_4 SELECT id, agent, provider, model, project, branch, sub_agent, machine, user, evidence
                        FROM dimension WHERE machine <> 0;
                    DROP TABLE dimension;
                    ALTER TABLE dimension_4 RENAME TO dimension;
                    ALTER TABLE usage DROP COLUMN reported_credits;
                    ALTER TABLE rollup_time DROP COLUMN credits;
                    ALTER TABLE rollup_session DROP COLUMN credits;
                    DROP TABLE retention;
                    DROP INDEX usage_session;
                    DROP INDEX session_name;
                    DELETE FROM migration WHERE version > 4;
                    UPDATE file SET reader_version = 2;
                    INSERT INTO session (key, agent, session_id, machine, user) SELECT x'00', agent, 'gone', machine, user FROM session;
                    PRAGMA user_version = 4;
                    """
            );
        }

        home.Sessions()
            .ToDictionary(session => session.SessionId, session => session.Turns)
            .ShouldBe(new Dictionary<string, long?> { ["one"] = 1, ["gone"] = null }, ignoreOrder: true);
        home.Records().Count.ShouldBe(1);
        using SqliteDatabase database = SqliteDatabase.Open(home.Ledger);
        database.Number("PRAGMA user_version").ShouldBe(SqliteMigrations.Latest);
    }
}

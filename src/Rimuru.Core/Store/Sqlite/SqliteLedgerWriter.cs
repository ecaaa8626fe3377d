using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Writes row by row, each with a prepared statement.</summary>
internal sealed class SqliteLedgerWriter : ILedgerWriter
{
    private readonly SqliteDatabase database;
    private readonly SqliteNames names;
    private readonly SqliteRollups rollups;
    private readonly SqliteUsageWriter usage;
    private readonly SqliteLineages lineages;
    private readonly SqliteTotals totals;
    private readonly SqliteCoverage coverage;
    private readonly int machine;
    private readonly int user;
    private readonly CancellationToken stop;
    private bool isDone;

    public SqliteLedgerWriter(SqliteDatabase database, SqliteNames names, string machineName, string userName, string? priceVersion, CancellationToken stop)
    {
        this.stop = stop;
        this.database = database;
        this.names = names;
        database.Begin(stop);
        machine = names.IdOf(machineName);
        user = names.IdOf(userName);
        rollups = new SqliteRollups(database);
        usage = new SqliteUsageWriter(database, names, rollups, machine, user) { PriceVersion = priceVersion };
        lineages = new SqliteLineages(database, names, usage);
        totals = new SqliteTotals(database, names, usage, machine, user);
        coverage = new SqliteCoverage(database, names, usage, user);
    }

    public Dictionary<string, RowCounts> Counts { get; } = new(StringComparer.Ordinal);

    public long Pending { get; private set; }

    public void Apply(FileBatch batch)
    {
        usage.Counts = CountsOf(batch.Agent);
        foreach (ref readonly UsageRow row in batch.Rows.Span)
        {
            usage.Upsert(row);
            if (row.Evidence == UsageEvidence.Estimated) coverage.Check(row);
        }

        foreach (CoveredTime time in batch.Covered) coverage.Add(batch.Agent, time);
        foreach (RecordKey key in batch.Superseded) usage.Withdraw(key, Withdrawal.Superseded, isWithdrawn: true);
        foreach (SessionRow session in batch.Sessions) Save(session);
        foreach (Lineage lineage in batch.Lineages) lineages.Save(lineage);
        foreach (SessionTotal total in batch.Totals) totals.Save(total);
        foreach ((RecordKey total, long unixMs) in batch.PassedTotals) totals.Pass(total, unixMs);
        if (batch.Cursor is { } cursor) Save(cursor, batch.MalformedLines);
        Pending += batch.Rows.Count + 1;
    }

    public void Resolve(LineageResolver resolver) => lineages.Resolve((agent, own, parent, siblings) =>
    {
        stop.ThrowIfCancellationRequested();
        usage.Counts = CountsOf(agent);
        return resolver(agent, own, parent, siblings);
    });

    public void Infer(TotalsResolver resolver)
    {
        totals.Touch(rollups.ChangedSessions);
        totals.Resolve((agent, family) =>
        {
            stop.ThrowIfCancellationRequested();
            usage.Counts = CountsOf(agent);
            return resolver(agent, family);
        });
    }

    public void CommitAndGoOn()
    {
        totals.Touch(rollups.ChangedSessions);
        rollups.Flush();
        database.Execute("COMMIT");
        Pending = 0;
        isDone = true;
        database.Begin(stop);
        isDone = false;
    }

    public void Commit()
    {
        rollups.Flush();
        database.Execute("COMMIT");
        isDone = true;
    }

    public void Dispose()
    {
        if (isDone) return;
        isDone = true;
        rollups.Clear();
        names.Clear();
        if (database.InTransaction) database.Execute("ROLLBACK");
    }

    private RowCounts CountsOf(string agent)
    {
        if (!Counts.TryGetValue(agent, out RowCounts? counts)) Counts.Add(agent, counts = new RowCounts());
        return counts;
    }

    private void Save(SessionRow session)
    {
        long id = names.IdOf(session.Session, machine, user);
        database.Prepare(
            """
            UPDATE session SET
                parent_session_id = coalesce(parent_session_id, ?2),
                sub_agent = coalesce(sub_agent, ?3),
                working_directory = CASE WHEN ?4 IS NOT NULL AND (working_directory IS NULL OR ?8 < first_at) THEN ?4 ELSE working_directory END,
                branch = CASE WHEN ?5 IS NOT NULL AND (branch IS NULL OR last_at IS NULL OR ?9 >= last_at) THEN ?5 ELSE branch END,
                title = CASE WHEN ?6 IS NOT NULL AND (title IS NULL OR last_at IS NULL OR ?9 >= last_at) THEN ?6 ELSE title END,
                agent_version = CASE WHEN ?7 IS NOT NULL AND (agent_version IS NULL OR last_at IS NULL OR ?9 >= last_at) THEN ?7 ELSE agent_version END,
                ending = CASE WHEN ?10 <> 0 AND (last_at IS NULL OR ?9 >= last_at) THEN ?10 ELSE ending END,
                first_at = CASE WHEN ?8 IS NULL THEN first_at ELSE min(coalesce(first_at, ?8), ?8) END,
                last_at = CASE WHEN ?9 IS NULL THEN last_at ELSE max(coalesce(last_at, ?9), ?9) END
            WHERE id = ?1
            """)
            .Bind(1, id).Bind(2, session.ParentSessionId).Bind(3, session.SubAgent).Bind(4, session.WorkingDirectory).Bind(5, session.Branch)
            .Bind(6, session.Title).Bind(7, session.AgentVersion).Bind(8, session.FirstMs).Bind(9, session.LastMs).Bind(10, (long)session.End).Run();
    }

    private void Save(FileCursor cursor, long malformedLines)
    {
        database.Prepare(
            """
            INSERT INTO file (machine, path, agent, size, modified, offset, head_hash, head_length, tail_hash, reader_version, malformed_lines)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT (machine, path) DO UPDATE SET agent = excluded.agent, size = excluded.size, modified = excluded.modified, offset = excluded.offset,
                head_hash = excluded.head_hash, head_length = excluded.head_length, tail_hash = excluded.tail_hash,
                reader_version = excluded.reader_version, malformed_lines = excluded.malformed_lines
            """)
            .Bind(1, machine).Bind(2, cursor.Path).Bind(3, names.IdOf(cursor.Agent)).Bind(4, cursor.Size).Bind(5, cursor.Modified).Bind(6, cursor.Offset)
            .Bind(7, cursor.HeadHash).Bind(8, cursor.HeadLength).Bind(9, cursor.TailHash).Bind(10, cursor.ReaderVersion).Bind(11, malformedLines).Run();
        database.Prepare("INSERT INTO file_state (file, state) SELECT id, ?3 FROM file WHERE machine = ?1 AND path = ?2 ON CONFLICT (file) DO UPDATE SET state = excluded.state")
            .Bind(1, machine).Bind(2, cursor.Path).Bind(3, cursor.State.AsSpan()).Run();
    }
}

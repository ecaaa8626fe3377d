using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Keeps the totals that agents count themselves, and the records that only these prove: worked out again when a total or a request of the family is new.</summary>
internal sealed class SqliteTotals(SqliteDatabase database, SqliteNames names, SqliteUsageWriter usage, int machine, int user)
{
    private bool? hasAny;

    private bool HasAny => hasAny ??= database.Number("SELECT EXISTS (SELECT 1 FROM session_total)") == 1;

    public void Save(SessionTotal total)
    {
        hasAny = true;
        Span<byte> key = stackalloc byte[RecordKey.Size];
        total.Key.Write(key);
        database.Prepare(
            """
            INSERT INTO session_total (key, agent, session, origin, ordinal, at, parent, began, unrecorded, project, branch, resolved)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0)
            ON CONFLICT DO UPDATE SET ordinal = excluded.ordinal, at = excluded.at, parent = excluded.parent, began = excluded.began, unrecorded = excluded.unrecorded,
                project = excluded.project, branch = excluded.branch, resolved = 0
            WHERE excluded.ordinal > ordinal
            """)
            .Bind(1, key).Bind(2, names.IdOf(total.Session.Agent)).Bind(3, names.IdOf(total.Session, machine, user)).Bind(4, total.OriginMs).Bind(5, total.Ordinal)
            .Bind(6, total.UnixMs).Bind(7, total.Parent is null ? 0 : names.IdOf(total.Parent, machine, user)).Bind(8, total.BeganMs).Bind(9, total.Unrecorded)
            .Bind(10, names.IdOf(total.Project)).Bind(11, names.IdOf(total.Branch)).Run();
        foreach ((string model, ModelTotal told) in total.Told)
        {
            TokenUsage t = told.Tokens;
            database.Prepare("INSERT INTO session_total_model SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM session_total WHERE key = ?1 ON CONFLICT DO NOTHING")
                .Bind(1, key).Bind(2, names.IdOf(model)).Bind(3, t.Input).Bind(4, t.CacheRead).Bind(5, t.CacheWrite5m).Bind(6, t.CacheWrite1h)
                .Bind(7, t.Output).Bind(8, t.Reasoning).Bind(9, told.WebSearches).Run();
        }
    }

    /// <summary>Notes that a request was made behind a total: of several times the earliest.</summary>
    public void Pass(RecordKey total, long unixMs)
    {
        Span<byte> key = stackalloc byte[RecordKey.Size];
        total.Write(key);
        database.Prepare("UPDATE session_total SET until = ?2, resolved = 0 WHERE key = ?1 AND (until IS NULL OR until > ?2)").Bind(1, key).Bind(2, unixMs).Run();
    }

    /// <summary>Has the sessions looked at again whose requests changed.</summary>
    public void Touch(IEnumerable<long> sessions)
    {
        if (!HasAny) return;
        foreach (long session in sessions) database.Prepare("UPDATE session_total SET resolved = 0 WHERE session = ?1 AND resolved = 1").Bind(1, session).Run();
    }

    public void Resolve(TotalsResolver resolver)
    {
        if (!HasAny || database.Number("SELECT EXISTS (SELECT 1 FROM session_total WHERE resolved = 0)") != 1) return;
        Dictionary<long, Account> accounts = Load();
        if (accounts.Count == 0) return;
        AddRecorded(accounts);
        foreach (IGrouping<(string Agent, long Origin), Account> family in accounts.Values.GroupBy(account => (account.Agent, account.Origin)))
        {
            if (resolver(family.Key.Agent, [.. family.SelectMany(account => account.Totals)]) is not { } rows) continue;
            HashSet<RecordKey> proven = [];
            foreach (UsageRow row in rows)
            {
                proven.Add(row.Key);
                usage.Replace(row);
            }

            foreach (RecordKey key in family.SelectMany(account => account.Inferred).Where(key => !proven.Contains(key))) usage.Withdraw(key, Withdrawal.Unproven, isWithdrawn: true);
            foreach (Account account in family) database.Prepare("UPDATE session_total SET resolved = 1 WHERE session = ?1").Bind(1, account.Session).Run();
        }
    }

    /// <summary>Every session that shares an origin with one that is not resolved, with its totals in order.</summary>
    private Dictionary<long, Account> Load()
    {
        Dictionary<long, Account> accounts = [];
        SqliteStatement select = database.Prepare(
            """
            SELECT t.id, t.key, t.agent, t.session, s.session_id, t.origin, t.ordinal, t.at, t.until, p.session_id, t.began, t.unrecorded, t.project, t.branch
            FROM session_total t JOIN session s ON s.id = t.session LEFT JOIN session p ON p.id = t.parent
            WHERE t.session IN (SELECT session FROM session_total WHERE origin IN (SELECT origin FROM session_total WHERE session IN (SELECT session FROM session_total WHERE resolved = 0)))
            ORDER BY t.session, t.ordinal, t.key
            """);
        while (select.Step())
        {
            long session = select.Int64(3), origin = select.Int64(5);
            string agent = names.NameOf((int)select.Int64(2))!;
            if (!accounts.TryGetValue(session, out Account? account)) accounts.Add(session, account = new Account(session, agent, origin, new SessionRef(agent, select.Text(4)!)));
            account.Origin = Math.Min(account.Origin, origin);
            account.Totals.Add(new SessionTotal
            {
                Key = RecordKey.Read(select.Blob(1)),
                Session = account.Ref,
                OriginMs = origin,
                Ordinal = select.Int64(6),
                UnixMs = select.Int64(7),
                UntilMs = select.OptionalInt64(8),
                Parent = select.Text(9) is { } parent ? new SessionRef(agent, parent) : null,
                BeganMs = select.OptionalInt64(10),
                Unrecorded = (int)select.Int64(11),
                Project = names.NameOf((int)select.Int64(12)),
                Branch = names.NameOf((int)select.Int64(13)),
                Told = ToldBy(select.Int64(0)),
            });
        }

        select.Reset();
        return accounts;
    }

    private Dictionary<string, ModelTotal> ToldBy(long total)
    {
        Dictionary<string, ModelTotal> told = new(StringComparer.Ordinal);
        SqliteStatement select = database.Prepare(
            "SELECT model, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches FROM session_total_model WHERE total = ?1").Bind(1, total);
        while (select.Step()) told.Add(names.NameOf((int)select.Int64(0))!, ModelTotalAt(select, 1));
        select.Reset();
        return told;
    }

    /// <summary>One pass over the rows since the first of the families began.</summary>
    private void AddRecorded(Dictionary<long, Account> accounts)
    {
        SqliteStatement select = database.Prepare(
            """
            SELECT session, dimension, at, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches, key
            FROM usage WHERE at >= ?1 AND withdrawn = 0
            """).Bind(1, accounts.Values.Min(account => account.Origin));
        while (select.Step())
        {
            if (!accounts.TryGetValue(select.Int64(0), out Account? account)) continue;
            Dimension dimension = names.DimensionOf((int)select.Int64(1));
            if (dimension.Evidence == UsageEvidence.Inferred) account.Inferred.Add(RecordKey.Read(select.Blob(10)));
            else account.Add(select.Int64(2), dimension.Model ?? "", ModelTotalAt(select, 3));
        }

        select.Reset();
    }

    private static ModelTotal ModelTotalAt(SqliteStatement s, int at) =>
        new(new TokenUsage(s.Int64(at), s.Int64(at + 1), s.Int64(at + 2), s.Int64(at + 3), s.Int64(at + 4), s.Int64(at + 5)), s.Int64(at + 6));

    /// <summary>A session's totals, and the records that they prove so far.</summary>
    private sealed class Account(long session, string agent, long origin, SessionRef reference)
    {
        private long[]? ends;

        public long Session => session;

        public string Agent => agent;

        public SessionRef Ref => reference;

        public long Origin { get; set; } = origin;

        public List<SessionTotal> Totals { get; } = [];

        public List<RecordKey> Inferred { get; } = [];

        public void Add(long unixMs, string model, ModelTotal recorded)
        {
            if (unixMs < Origin) return;
            ends ??= Ends();
            int at = Array.FindIndex(ends, end => unixMs < end);
            if (at >= 0) Totals[at].Recorded[model] = Totals[at].Recorded.GetValueOrDefault(model) + recorded;
        }

        /// <summary>Where each total's requests end: no later than those of any total behind it.</summary>
        private long[] Ends()
        {
            long[] result = new long[Totals.Count];
            long end = long.MaxValue;
            for (int i = Totals.Count - 1; i >= 0; i--) result[i] = end = Math.Min(end, Totals[i].UntilMs ?? long.MaxValue);
            return result;
        }
    }
}

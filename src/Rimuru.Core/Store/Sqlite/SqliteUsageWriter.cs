using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Writes usage rows by the rule of the ledger: of several copies the one of the highest rank tells what was used, the one of the highest owner rank whose it was.</summary>
internal sealed class SqliteUsageWriter(SqliteDatabase database, SqliteNames names, SqliteRollups rollups, int machine, int user)
{
    private const string Insert =
        """
        INSERT INTO usage (key, at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches,
                           cost, cost_status, price_version, reported_cost, rank_high, rank_low, owner_high, owner_low)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
        ON CONFLICT (key) DO NOTHING
        """;

    private const string Select =
        """
        SELECT id, at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches,
               cost, cost_status, price_version, reported_cost, rank_high, rank_low, owner_high, owner_low, withdrawn
        FROM usage WHERE key = ?1
        """;

    private const string Update =
        """
        UPDATE usage SET at = ?2, session = ?3, dimension = ?4, terms = ?5, requests = ?6, input = ?7, cache_read = ?8, cache_write_5m = ?9,
                         cache_write_1h = ?10, output = ?11, reasoning = ?12, web_searches = ?13, cost = ?14, cost_status = ?15, price_version = ?16,
                         reported_cost = ?17, rank_high = ?18, rank_low = ?19, owner_high = ?20, owner_low = ?21
        WHERE key = ?1
        """;

    /// <summary>Where the next rows are counted.</summary>
    public RowCounts Counts { get; set; } = new();

    /// <summary>The version of the prices that the rows were priced with.</summary>
    public string? PriceVersion { get; set; }

    public void Upsert(in UsageRow row)
    {
        int owner = row.User is null ? user : names.IdOf(row.User);
        long session = names.IdOf(row.Session, machine, owner);
        DimensionIds ids = new(
            names.IdOf(row.Session.Agent), names.IdOf(row.Provider), names.IdOf(row.Model), names.IdOf(row.Project), names.IdOf(row.Branch),
            names.IdOf(row.SubAgent), machine, owner, (int)row.Evidence);
        StoredUsage fresh = StoredUsage.Of(row, session, names.IdOf(ids), names.IdOf(row.Terms), names.IdOf(PriceVersion));
        Span<byte> key = stackalloc byte[RecordKey.Size];
        row.Key.Write(key);
        Bind(Insert, key, fresh).Run();
        if (database.Changes > 0)
        {
            Counts.Added++;
            rollups.Add(fresh.At, fresh.Session, fresh.Dimension, fresh.Sums, 1);
            return;
        }

        Merge(key, fresh, ids);
    }

    /// <summary>Sets or clears one of the reasons for which a row does not count.</summary>
    public void Withdraw(RecordKey recordKey, int reason, bool isWithdrawn)
    {
        Span<byte> key = stackalloc byte[RecordKey.Size];
        recordKey.Write(key);
        if (Read(key) is not { } stored) return;
        int reasons = isWithdrawn ? stored.Withdrawn | reason : stored.Withdrawn & ~reason;
        if (reasons == stored.Withdrawn) return;
        database.Prepare("UPDATE usage SET withdrawn = ?2 WHERE key = ?1").Bind(1, key).Bind(2, reasons).Run();
        if ((stored.Withdrawn == 0) == (reasons == 0)) return;
        rollups.Add(stored.At, stored.Session, stored.Dimension, stored.Sums, reasons == 0 ? 1 : -1);
        if (reasons != 0) Counts.Retracted++;
    }

    private void Merge(ReadOnlySpan<byte> key, in StoredUsage fresh, DimensionIds freshIds)
    {
        if (Read(key) is not { } stored) return;
        bool isWinner = fresh.Rank > stored.Rank, isOwner = fresh.OwnerRank > stored.OwnerRank;
        if (!isWinner && !isOwner) return;
        DimensionIds storedIds = names.IdsOf(stored.Dimension);
        DimensionIds used = isWinner ? freshIds : storedIds, owned = isOwner ? freshIds : storedIds;
        StoredUsage merged = isWinner ? fresh : stored;
        merged.Withdrawn = stored.Withdrawn;
        merged.Session = isOwner ? fresh.Session : stored.Session;
        merged.OwnerRank = isOwner ? fresh.OwnerRank : stored.OwnerRank;
        merged.Dimension = names.IdOf(new DimensionIds(
            used.Agent, used.Provider, used.Model, owned.Project, owned.Branch, owned.SubAgent, owned.Machine, owned.User, used.Evidence));
        Bind(Update, key, merged).Run();
        Counts.Changed++;
        if (stored.Withdrawn != 0) return;
        rollups.Add(stored.At, stored.Session, stored.Dimension, stored.Sums, -1);
        rollups.Add(merged.At, merged.Session, merged.Dimension, merged.Sums, 1);
    }

    private SqliteStatement Bind(string sql, ReadOnlySpan<byte> key, in StoredUsage u) => database.Prepare(sql)
        .Bind(1, key).Bind(2, u.At).Bind(3, u.Session).Bind(4, u.Dimension).Bind(5, u.Terms).Bind(6, u.Requests)
        .Bind(7, u.Tokens.Input).Bind(8, u.Tokens.CacheRead).Bind(9, u.Tokens.CacheWrite5m).Bind(10, u.Tokens.CacheWrite1h)
        .Bind(11, u.Tokens.Output).Bind(12, u.Tokens.Reasoning).Bind(13, u.WebSearches).Bind(14, u.Cost).Bind(15, (long)u.CostStatus)
        .Bind(16, u.PriceVersion).Bind(17, u.ReportedCost).Bind(18, u.Rank.High).Bind(19, u.Rank.Low).Bind(20, u.OwnerRank.High).Bind(21, u.OwnerRank.Low);

    private StoredUsage? Read(ReadOnlySpan<byte> key)
    {
        SqliteStatement s = database.Prepare(Select).Bind(1, key);
        StoredUsage? stored = !s.Step() ? null : new StoredUsage
        {
            At = s.Int64(1),
            Session = s.Int64(2),
            Dimension = (int)s.Int64(3),
            Terms = (int)s.Int64(4),
            Requests = s.Int64(5),
            Tokens = new TokenUsage(s.Int64(6), s.Int64(7), s.Int64(8), s.Int64(9), s.Int64(10), s.Int64(11)),
            WebSearches = s.Int64(12),
            Cost = s.OptionalInt64(13),
            CostStatus = (CostStatus)s.Int64(14),
            PriceVersion = (int)s.Int64(15),
            ReportedCost = s.OptionalInt64(16),
            Rank = new Rank(s.Int64(17), s.Int64(18)),
            OwnerRank = new Rank(s.Int64(19), s.Int64(20)),
            Withdrawn = (int)s.Int64(21),
        };
        s.Reset();
        return stored;
    }

    /// <summary>A usage row as its table has it.</summary>
    private struct StoredUsage
    {
        public long At;
        public long Session;
        public int Dimension;
        public int Terms;
        public long Requests;
        public TokenUsage Tokens;
        public long WebSearches;
        public long? Cost;
        public CostStatus CostStatus;
        public int PriceVersion;
        public long? ReportedCost;
        public Rank Rank;
        public Rank OwnerRank;
        public int Withdrawn;

        public readonly Sums Sums => Sums.Of(Requests, Tokens, WebSearches, Cost, CostStatus);

        public static StoredUsage Of(in UsageRow row, long session, int dimension, int terms, int priceVersion) => new()
        {
            At = row.UnixMs,
            Session = session,
            Dimension = dimension,
            Terms = terms,
            Requests = row.Requests,
            Tokens = row.Tokens,
            WebSearches = row.WebSearches,
            Cost = row.CostNano,
            CostStatus = row.CostStatus,
            PriceVersion = priceVersion,
            ReportedCost = row.ReportedNano,
            Rank = row.Rank,
            OwnerRank = row.OwnerRank,
        };
    }
}

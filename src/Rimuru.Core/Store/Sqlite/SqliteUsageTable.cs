using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>
/// Reads and writes usage rows one by one with prepared statements. A new ledger has no index until its first rows are written: keys are
/// looked up in memory, and <see cref="Index"/> sorts all rows at once, for a third of the cost.
/// </summary>
internal sealed class SqliteUsageTable : IUsageTable
{
    private const string Append = """
        INSERT INTO usage (key, at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output,
                           reasoning, web_searches, cost, cost_status, price_version, reported_cost, rank_high, rank_low, owner_high,
                               owner_low, withdrawn, reported_credits, cache_saving)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
        """;

    private const string Insert = Append + " ON CONFLICT (key) DO NOTHING";

    /// <summary>The columns that <see cref="RowAt"/> and <see cref="KeyAt"/> read.</summary>
    public const string Columns = """
        at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches,
        cost, cost_status, price_version, reported_cost, rank_high, rank_low, owner_high, owner_low, withdrawn, key, reported_credits,
        cache_saving
        """;

    /// <summary>How many <see cref="Columns"/> there are.</summary>
    public const int ColumnCount = 24;

    private const string All = $"SELECT {Columns} FROM usage";

    private const string Change = """
        UPDATE usage SET at = ?2, session = ?3, dimension = ?4, terms = ?5, requests = ?6, input = ?7, cache_read = ?8, cache_write_5m = ?9,
                         cache_write_1h = ?10, output = ?11, reasoning = ?12, web_searches = ?13, cost = ?14, cost_status = ?15,
                         price_version = ?16, reported_cost = ?17, rank_high = ?18, rank_low = ?19, owner_high = ?20, owner_low = ?21,
                             withdrawn = ?22, reported_credits = ?23, cache_saving = ?24
        """;

    private const string SetWithdrawn = "UPDATE usage SET withdrawn = ?2";

    private const string ByKey = " WHERE key = ?1";
    private const string ById = " WHERE id = ?1";

    private readonly SqliteDatabase database;
    private readonly List<string> indexes = [];

    /// <summary>The ids of the rows by key; null if an index finds them.</summary>
    private KeyTable? ids;

    /// <summary>Begins in a transaction.</summary>
    public SqliteUsageTable(SqliteDatabase database)
    {
        this.database = database;
        if (database.Number("SELECT EXISTS (SELECT 1 FROM usage)") == 0)
            DropIndexes();
    }

    /// <summary>Creates missing indexes. Runs before the commit, and before rows are searched by time or session.</summary>
    public void Index()
    {
        if (ids is null)
            return;
        database.CachePages();
        foreach (string index in indexes)
            database.Prepare(index).Run();
        indexes.Clear();
        ids = null;
    }

    public void Prefetch(IReadOnlyList<RecordKey> keys)
    {
        // a local file needs no prefetching
    }

    public bool TryAdd(RecordKey key, in StoredUsage row)
    {
        if (ids is null)
        {
            BindRow(BindKey(Insert, key), row).Run();
            return database.Changes > 0;
        }

        if (ids.TryGetValue(key, out _))
            return false;
        BindRow(BindKey(Append, key), row).Run();
        ids.Add(key, database.LastId);
        return true;
    }

    public bool TryRead(RecordKey key, out StoredUsage row)
    {
        SqliteStatement s = At(All + ByKey, All + ById, key);
        bool exists = s.Step();
        row = exists ? RowAt(s) : default;
        s.Reset();
        return exists;
    }

    /// <summary>Every row of the table.</summary>
    public static IEnumerable<(RecordKey Key, StoredUsage Usage)> ReadAll(SqliteDatabase database)
    {
        using SqliteStatement select = database.PrepareFresh(All);
        while (select.Step())
            yield return (KeyAt(select), RowAt(select));
    }

    public void Update(RecordKey key, in StoredUsage row) => BindRow(At(Change + ByKey, Change + ById, key), row).Run();

    public bool MayHoldRetracted { get; private set; } = true;

    public void SetRetractions(RecordKey key, int reasons)
    {
        MayHoldRetracted = true;
        At(SetWithdrawn + ByKey, SetWithdrawn + ById, key).Bind(2, reasons).Run();
    }

    public static RecordKey KeyAt(SqliteStatement s) => RecordKey.Read(s.Blob(21));

    public static StoredUsage RowAt(SqliteStatement s) =>
        new()
        {
            At = s.Int64(0),
            Session = s.Int64(1),
            Dimension = (int)s.Int64(2),
            Terms = (int)s.Int64(3),
            Requests = s.Int64(4),
            Tokens = new TokenUsage(s.Int64(5), s.Int64(6), s.Int64(7), s.Int64(8), s.Int64(9), s.Int64(10)),
            WebSearches = s.Int64(11),
            Cost = s.OptionalMoney(12),
            CostStatus = (CostStatus)s.Int64(13),
            PriceVersion = (int)s.Int64(14),
            ReportedCost = s.OptionalMoney(15),
            Rank = new Rank(s.Int64(16), s.Int64(17)),
            OwnerRank = new Rank(s.Int64(18), s.Int64(19)),
            Retractions = (int)s.Int64(20),
            CreditNano = s.OptionalInt64(22),
            CacheSaving = s.OptionalMoney(23),
        };

    private void DropIndexes()
    {
        List<string> names = [];
        SqliteStatement select = database.Prepare(
            """
            SELECT name, sql FROM sqlite_master
            WHERE type = 'index' AND tbl_name = 'usage' AND (sql LIKE 'CREATE INDEX %' OR sql LIKE 'CREATE UNIQUE INDEX %')
            """
        );
        while (select.Step())
        {
            names.Add(select.Text(0)!);
            indexes.Add(select.Text(1)!);
        }

        select.Reset();

        // Appended rows need few pages, and no index reads them again.
        database.CachePages(SqliteDatabase.SmallCache);
        foreach (string name in names)
            database.Execute($"DROP INDEX \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        ids = new KeyTable();
        MayHoldRetracted = false;
    }

    /// <summary>The statement for the row with this key, by index or by id.</summary>
    private SqliteStatement At(string byKey, string byId, RecordKey key)
    {
        if (ids is null)
            return BindKey(byKey, key);
        return database.Prepare(byId).Bind(1, ids.TryGetValue(key, out long id) ? id : 0);
    }

    private SqliteStatement BindKey(string sql, RecordKey key)
    {
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        key.Write(bytes);
        return database.Prepare(sql).Bind(1, bytes);
    }

    private static SqliteStatement BindRow(SqliteStatement s, in StoredUsage u) =>
        s.Bind(2, u.At)
            .Bind(3, u.Session)
            .Bind(4, u.Dimension)
            .Bind(5, u.Terms)
            .Bind(6, u.Requests)
            .Bind(7, u.Tokens.Input)
            .Bind(8, u.Tokens.CacheRead)
            .Bind(9, u.Tokens.CacheWrite5m)
            .Bind(10, u.Tokens.CacheWrite1h)
            .Bind(11, u.Tokens.Output)
            .Bind(12, u.Tokens.Reasoning)
            .Bind(13, u.WebSearches)
            .Bind(14, u.Cost?.Value)
            .Bind(15, (long)u.CostStatus)
            .Bind(16, u.PriceVersion)
            .Bind(17, u.ReportedCost?.Value)
            .Bind(18, u.Rank.High)
            .Bind(19, u.Rank.Low)
            .Bind(20, u.OwnerRank.High)
            .Bind(21, u.OwnerRank.Low)
            .Bind(22, u.Retractions)
            .Bind(23, u.CreditNano)
            .Bind(24, u.CacheSaving?.Value);
}

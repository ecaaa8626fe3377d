using Npgsql;
using NpgsqlTypes;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// The usage rows that a transaction touches, read together and written together. There is no other writer, so what was read stays valid
/// until the commit.
/// </summary>
internal sealed class PostgresUsageTable(PostgresConnection connection) : IUsageTable
{
    /// <summary>The columns that <see cref="RowAt"/> reads, after the key.</summary>
    public const string Columns = """
        key, at, session, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, cost, reported_cost, rank_high, rank_low,
            owner_high, owner_low,
        web_searches, dimension, terms, price_version, requests, cost_status, withdrawn, reported_credits, cache_saving
        """;

    /// <summary>Changed rows are sent to the server in chunks of this size.</summary>
    private const int Part = 5000;

    private readonly Dictionary<RecordKey, Entry> known = [];
    private readonly List<Entry> changed = [];

    public void Prefetch(IReadOnlyList<RecordKey> keys)
    {
        List<RecordKey> missing = [];
        foreach (RecordKey key in keys)
        {
            if (known.TryAdd(key, new Entry(key)))
                missing.Add(key);
        }

        if (missing.Count == 0)
            return;

        // Without this the planner scans the whole table for a large batch, since it does not know how much of the index is cached.
        connection.Execute("SET LOCAL enable_seqscan = off");
        foreach (
            Entry entry in connection.Read(
                $"SELECT {Columns} FROM unnest($1) AS given (key) JOIN usage USING (key)",
                EntryAt,
                PostgresValue.Each(missing, PostgresValue.Id)
            )
        )
            known[entry.Key] = entry;
        connection.Execute("SET LOCAL enable_seqscan = on");
    }

    /// <summary>Every row of the table.</summary>
    public static IEnumerable<(RecordKey Key, StoredUsage Usage)> ReadAll(PostgresConnection connection) =>
        connection.Read($"SELECT {Columns} FROM usage", row => (PostgresValue.Key(row.GetGuid(0)), RowAt(row)));

    public bool TryAdd(RecordKey key, in StoredUsage row)
    {
        Entry entry = Find(key);
        if (entry.Exists)
            return false;
        Change(entry, row);
        return true;
    }

    public bool TryRead(RecordKey key, out StoredUsage row)
    {
        Entry entry = Find(key);
        row = entry.Row;
        return entry.Exists;
    }

    public void Update(RecordKey key, in StoredUsage row) => Change(Find(key), row);

    public bool MayHoldRetracted => true;

    public void SetRetractions(RecordKey key, int reasons)
    {
        Entry entry = Find(key);
        StoredUsage row = entry.Row;
        row.Retractions = reasons;
        Change(entry, row);
    }

    /// <summary>
    /// Writes the changes, so that queries in this transaction see them. New rows are copied directly into the table: none exists yet, and
    /// nobody else can add one.
    /// </summary>
    public void Flush()
    {
        if (changed.Count == 0)
            return;
        List<Entry> fresh = changed.FindAll(entry => !entry.IsStored),
            updated = changed.FindAll(entry => entry.IsStored);
        if (fresh.Count > 0)
            connection.Copy(
                $"COPY usage ({Columns}) FROM STDIN (FORMAT BINARY)",
                importer => fresh.ForEach(entry => Write(importer, entry))
            );
        foreach (Entry[] part in updated.Chunk(Part))
            Update(part);
        foreach (Entry entry in changed)
            (entry.IsStored, entry.IsChanged) = (true, false);
        changed.Clear();
    }

    private Entry Find(RecordKey key)
    {
        if (!known.ContainsKey(key))
            Prefetch([key]);
        return known[key];
    }

    private void Change(Entry entry, in StoredUsage row)
    {
        (entry.Row, entry.Exists) = (row, true);
        if (entry.IsChanged)
            return;
        entry.IsChanged = true;
        changed.Add(entry);
    }

    private void Update(Entry[] rows) =>
        connection.Execute(
            """
            UPDATE usage u SET at = g.at, session = g.session, input = g.input, cache_read = g.cache_read,
                cache_write_5m = g.cache_write_5m, cache_write_1h = g.cache_write_1h,
                output = g.output, reasoning = g.reasoning, cost = g.cost, reported_cost = g.reported_cost, rank_high = g.rank_high,
                    rank_low = g.rank_low, owner_high = g.owner_high,
                owner_low = g.owner_low, web_searches = g.web_searches, dimension = g.dimension, terms = g.terms,
                    price_version = g.price_version, requests = g.requests,
                cost_status = g.cost_status, withdrawn = g.withdrawn, reported_credits = g.reported_credits, cache_saving = g.cache_saving
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
                AS g (key, at, session, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, cost, reported_cost,
                    rank_high, rank_low, owner_high, owner_low,
                      web_searches, dimension, terms, price_version, requests, cost_status, withdrawn, reported_credits, cache_saving)
            WHERE u.key = g.key
            """,
            PostgresValue.Each(rows, e => PostgresValue.Id(e.Key)),
            PostgresValue.Each(rows, e => e.Row.At),
            PostgresValue.Each(rows, e => e.Row.Session),
            PostgresValue.Each(rows, e => e.Row.Tokens.Input),
            PostgresValue.Each(rows, e => e.Row.Tokens.CacheRead),
            PostgresValue.Each(rows, e => e.Row.Tokens.CacheWrite5m),
            PostgresValue.Each(rows, e => e.Row.Tokens.CacheWrite1h),
            PostgresValue.Each(rows, e => e.Row.Tokens.Output),
            PostgresValue.Each(rows, e => e.Row.Tokens.Reasoning),
            PostgresValue.Each(rows, e => e.Row.Cost?.Value),
            PostgresValue.Each(rows, e => e.Row.ReportedCost?.Value),
            PostgresValue.Each(rows, e => e.Row.Rank.High),
            PostgresValue.Each(rows, e => e.Row.Rank.Low),
            PostgresValue.Each(rows, e => e.Row.OwnerRank.High),
            PostgresValue.Each(rows, e => e.Row.OwnerRank.Low),
            PostgresValue.Each(rows, e => e.Row.WebSearches),
            PostgresValue.Each(rows, e => e.Row.Dimension),
            PostgresValue.Each(rows, e => e.Row.Terms),
            PostgresValue.Each(rows, e => e.Row.PriceVersion),
            PostgresValue.Each(rows, e => (short)e.Row.Requests),
            PostgresValue.Each(rows, e => (short)e.Row.CostStatus),
            PostgresValue.Each(rows, e => (short)e.Row.Retractions),
            PostgresValue.Each(rows, e => e.Row.CreditNano),
            PostgresValue.Each(rows, e => e.Row.CacheSaving?.Value)
        );

    private static void Write(NpgsqlBinaryImporter importer, Entry entry)
    {
        StoredUsage u = entry.Row;
        importer.StartRow();
        importer.Write(PostgresValue.Id(entry.Key), NpgsqlDbType.Uuid);
        foreach (
            long value in (ReadOnlySpan<long>)
                [
                    u.At,
                    u.Session,
                    u.Tokens.Input,
                    u.Tokens.CacheRead,
                    u.Tokens.CacheWrite5m,
                    u.Tokens.CacheWrite1h,
                    u.Tokens.Output,
                    u.Tokens.Reasoning,
                ]
        )
            importer.Write(value, NpgsqlDbType.Bigint);
        WriteOptional(importer, u.Cost?.Value);
        WriteOptional(importer, u.ReportedCost?.Value);
        foreach (long value in (ReadOnlySpan<long>)[u.Rank.High, u.Rank.Low, u.OwnerRank.High, u.OwnerRank.Low, u.WebSearches])
            importer.Write(value, NpgsqlDbType.Bigint);
        foreach (int value in (ReadOnlySpan<int>)[u.Dimension, u.Terms, u.PriceVersion])
            importer.Write(value, NpgsqlDbType.Integer);
        foreach (short value in (ReadOnlySpan<short>)[(short)u.Requests, (short)u.CostStatus, (short)u.Retractions])
            importer.Write(value, NpgsqlDbType.Smallint);
        WriteOptional(importer, u.CreditNano);
        WriteOptional(importer, u.CacheSaving?.Value);
    }

    private static void WriteOptional(NpgsqlBinaryImporter importer, long? value)
    {
        if (value is { } number)
            importer.Write(number, NpgsqlDbType.Bigint);
        else
            importer.WriteNull();
    }

    private static Entry EntryAt(NpgsqlDataReader r) =>
        new(PostgresValue.Key(r.GetGuid(0)))
        {
            Exists = true,
            IsStored = true,
            Row = RowAt(r),
        };

    public static StoredUsage RowAt(NpgsqlDataReader r) =>
        new()
        {
            At = r.GetInt64(1),
            Session = r.GetInt64(2),
            Tokens = new TokenUsage(r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8)),
            Cost = r.OptionalMoney(9),
            ReportedCost = r.OptionalMoney(10),
            Rank = new Rank(r.GetInt64(11), r.GetInt64(12)),
            OwnerRank = new Rank(r.GetInt64(13), r.GetInt64(14)),
            WebSearches = r.GetInt64(15),
            Dimension = r.GetInt32(16),
            Terms = r.GetInt32(17),
            PriceVersion = r.GetInt32(18),
            Requests = r.GetInt16(19),
            CostStatus = (CostStatus)r.GetInt16(20),
            Retractions = r.GetInt16(21),
            CreditNano = r.OptionalInt64(22),
            CacheSaving = r.OptionalMoney(23),
        };

    /// <summary>The state of one key in this transaction.</summary>
    private sealed class Entry(RecordKey key)
    {
        public RecordKey Key { get; } = key;

        /// <summary>True if there is a row, written or not.</summary>
        public bool Exists { get; set; }

        /// <summary>True if the table has the row.</summary>
        public bool IsStored { get; set; }

        /// <summary>True if the row differs from the one in the table.</summary>
        public bool IsChanged { get; set; }

        public StoredUsage Row;
    }
}

using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Prices the rows of the ledger again. Part of a transaction of the caller's.</summary>
internal sealed class SqliteRepricing(SqliteDatabase database, SqliteNames names)
{
    private const int Chunk = 20_000;

    private readonly SqliteRollups rollups = new(database);
    private readonly Dictionary<(string?, string?, CostStatus, CostStatus), Repriced> groups = [];
    private readonly List<Change> changes = [];

    /// <summary>What changed, by provider and model; the largest difference first.</summary>
    public List<Repriced> Run(RowPricer price, string version, CancellationToken stop)
    {
        int versionId = names.IdOf(version);
        for (long last = 0; ReadChunk(price, versionId, ref last); changes.Clear())
        {
            stop.ThrowIfCancellationRequested();
            foreach (Change change in changes) Write(change, versionId);
        }

        rollups.Flush();
        return [.. groups.Values.OrderByDescending(group => Math.Abs(group.NewNano - group.OldNano)).ThenByDescending(group => group.Tokens)];
    }

    private bool ReadChunk(RowPricer price, int versionId, ref long last)
    {
        using SqliteStatement select = database.PrepareFresh(
            """
            SELECT id, at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches,
                   cost, cost_status, withdrawn
            FROM usage WHERE id > ?1 AND price_version <> ?2 ORDER BY id LIMIT ?3
            """);
        select.Bind(1, last).Bind(2, versionId).Bind(3, Chunk);
        int read = 0;
        while (select.Step())
        {
            read++;
            last = select.Int64(0);
            int dimension = (int)select.Int64(3);
            Dimension known = names.DimensionOf(dimension);
            UsageRow row = new()
            {
                UnixMs = select.Int64(1),
                Provider = known.Provider,
                Model = known.Model,
                Terms = names.NameOf((int)select.Int64(4)),
                Tokens = new TokenUsage(select.Int64(6), select.Int64(7), select.Int64(8), select.Int64(9), select.Int64(10), select.Int64(11)),
                WebSearches = select.Int64(12),
            };
            long? cost = select.OptionalInt64(13);
            CostStatus status = (CostStatus)select.Int64(14);
            price(ref row);
            if (row.CostNano == cost && row.CostStatus == status) continue;
            changes.Add(new Change
            {
                Id = last,
                Session = select.Int64(2),
                Dimension = dimension,
                Requests = select.Int64(5),
                IsCounted = select.Int64(15) == 0,
                OldNano = cost,
                OldStatus = status,
                Row = row,
            });
        }

        return read > 0;
    }

    private void Write(Change change, int versionId)
    {
        UsageRow row = change.Row;
        DimensionIds ids = names.IdsOf(change.Dimension);
        int dimension = row.Provider is not null && ids.Provider == 0 ? names.IdOf(ids with { Provider = names.IdOf(row.Provider) }) : change.Dimension;
        database.Prepare("UPDATE usage SET cost = ?2, cost_status = ?3, price_version = ?4, dimension = ?5 WHERE id = ?1")
            .Bind(1, change.Id).Bind(2, row.CostNano).Bind(3, (long)row.CostStatus).Bind(4, versionId).Bind(5, dimension).Run();
        if (!change.IsCounted) return;
        rollups.Add(row.UnixMs, change.Session, change.Dimension, Sums.Of(change.Requests, row.Tokens, row.WebSearches, change.OldNano, change.OldStatus), -1);
        rollups.Add(row.UnixMs, change.Session, dimension, Sums.Of(change.Requests, row.Tokens, row.WebSearches, row.CostNano, row.CostStatus), 1);

        (string?, string?, CostStatus, CostStatus) key = (row.Provider, row.Model, change.OldStatus, row.CostStatus);
        if (!groups.TryGetValue(key, out Repriced? group)) groups.Add(key, group = new Repriced(row.Provider, row.Model, change.OldStatus, row.CostStatus));
        group.Records++;
        group.Tokens += row.Tokens.Total;
        group.OldNano += change.OldNano ?? 0;
        group.NewNano += row.CostNano ?? 0;
        group.FirstMs = Math.Min(group.FirstMs, row.UnixMs);
        group.LastMs = Math.Max(group.LastMs, row.UnixMs);
    }

    private sealed class Change
    {
        public long Id { get; init; }

        public long Session { get; init; }

        public int Dimension { get; init; }

        public long Requests { get; init; }

        public bool IsCounted { get; init; }

        public long? OldNano { get; init; }

        public CostStatus OldStatus { get; init; }

        public UsageRow Row { get; init; }
    }
}

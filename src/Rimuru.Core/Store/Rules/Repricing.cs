using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Reprices rows of the ledger, within the caller's transaction.</summary>
/// <param name="table">The rows.</param>
/// <param name="names">Names, dimensions and sessions by id.</param>
/// <param name="rollups">The sums.</param>
/// <param name="changes">Collects the changes; null if not requested.</param>
internal sealed class Repricing(IRepricingTable table, ILedgerNames names, Rollups rollups, LedgerChanges? changes = null)
{
    private readonly Dictionary<(string?, string?, CostStatus, CostStatus), Repriced> groups = [];

    /// <summary>The changes by provider and model, largest difference first.</summary>
    public List<Repriced> Run(RowPricer price, string version, CancellationToken stop)
    {
        int versionId = names.IdOf(version);
        foreach (List<PricedRow> chunk in table.PricedByOthers(versionId))
        {
            stop.ThrowIfCancellationRequested();
            List<PricedRow> changed = [];
            foreach (PricedRow row in chunk)
            {
                if (Change(row, price) is { } change)
                    changed.Add(change);
            }

            if (changed.Count > 0)
                table.Update(changed, versionId);
        }

        rollups.Flush();
        changes?.NoteSessionsOfRecords(names.SessionOf);
        return
        [
            .. groups
                .Values.OrderByDescending(group => Math.Abs((group.NewNano - group.OldNano).Value))
                .ThenByDescending(group => group.Tokens),
        ];
    }

    /// <summary>The row with its new cost; null if the cost stays the same.</summary>
    private PricedRow? Change(PricedRow stored, RowPricer price)
    {
        StoredUsage was = stored.Usage;
        Dimension known = names.DimensionOf(was.Dimension);
        UsageRow row = was.ToPrice(known.Provider, known.Model, names.NameOf(was.Terms));
        price(ref row);
        bool isSameCost = row.CostNano == was.Cost && row.CostStatus == was.CostStatus;
        if (isSameCost && row.CacheSavingNano == was.CacheSaving)
            return null;
        DimensionIds ids = names.IdsOf(was.Dimension);
        StoredUsage now = was;
        now.Cost = row.CostNano;
        now.CostStatus = row.CostStatus;
        now.CacheSaving = row.CacheSavingNano;
        if (row.Provider is not null && ids.Provider == 0)
            now.Dimension = names.IdOf(ids with { Provider = names.IdOf(row.Provider) });
        if (was.Retractions == 0)
        {
            rollups.Add(was, -1);
            rollups.Add(now, 1);
        }

        if (was.Retractions == 0 && !isSameCost)
        {
            Count(row, was, now);
            changes?.Note(stored.Key, RecordChangeKind.Repriced, was.Share, now.Share);
        }

        return stored with
        {
            Usage = now,
        };
    }

    private void Count(in UsageRow row, in StoredUsage was, in StoredUsage now)
    {
        (string?, string?, CostStatus, CostStatus) key = (row.Provider, row.Model, was.CostStatus, now.CostStatus);
        if (!groups.TryGetValue(key, out Repriced? group))
            groups.Add(key, group = new Repriced(row.Provider, row.Model, was.CostStatus, now.CostStatus));
        group.Records++;
        group.Tokens += was.Tokens.Total;
        group.OldNano += was.Cost ?? default;
        group.NewNano += now.Cost ?? default;
        group.FirstMs = Math.Min(group.FirstMs, was.At);
        group.LastMs = Math.Max(group.LastMs, was.At);
    }
}

/// <summary>The usage rows, as repricing reads and writes them.</summary>
internal interface IRepricingTable
{
    /// <summary>The rows that another price version priced, in chunks. Rows may be changed during the enumeration.</summary>
    IEnumerable<List<PricedRow>> PricedByOthers(int version);

    /// <summary>Writes cost, status and dimension of rows, and the version that priced them.</summary>
    void Update(List<PricedRow> rows, int version);
}

/// <summary>A usage row and its key in the store.</summary>
internal sealed record PricedRow(RecordKey Key, StoredUsage Usage);

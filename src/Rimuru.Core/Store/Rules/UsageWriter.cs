using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Writes usage rows and merges copies by <see cref="CopyLaw"/>.</summary>
/// <param name="table">The rows.</param>
/// <param name="names">Names, dimensions and sessions by id.</param>
/// <param name="rollups">The sums.</param>
/// <param name="changes">Collects the changes; null if not requested.</param>
internal sealed class UsageWriter(IUsageTable table, ILedgerNames names, Rollups rollups, LedgerChanges? changes = null)
{
    private RowNames last = new(new DimensionIds(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0, 0);
    private UsageRow lastRow;
    private (int Machine, int User) lastOwner;
    private string? lastPriceVersion;

    /// <summary>The counters for the next rows.</summary>
    public RowCounts Counts { get; set; } = new();

    /// <summary>The machine and the user whose rows are written.</summary>
    public (int Machine, int User) Owner { get; set; }

    /// <summary>The price version of the rows.</summary>
    public string? PriceVersion { get; set; }

    public void Upsert(in UsageRow row)
    {
        if (!Add(row, out StoredUsage fresh, out DimensionIds ids))
            Merge(row, fresh, ids);
    }

    /// <summary>Writes a newly inferred record; it replaces any earlier state.</summary>
    public void Replace(in UsageRow row)
    {
        if (Add(row, out StoredUsage fresh, out _) || !table.TryRead(row.Key, out StoredUsage stored))
            return;
        if (stored.Retractions == 0 && stored.HasSameContent(fresh))
            return;
        table.Update(row.Key, fresh);
        if (stored.Retractions == 0)
            rollups.Add(stored, -1);
        rollups.Add(fresh, 1);
        changes?.Note(row.Key, stored.Retractions == 0 ? RecordChangeKind.Corrected : RecordChangeKind.Restored, stored.Share, fresh.Share);
        Counts.Changed++;
    }

    /// <summary>Names the model of a row whose own log does not, and prices it again.</summary>
    public void SetModel(RecordKey key, string model, RowPricer price)
    {
        if (!table.TryRead(key, out StoredUsage stored))
            return;
        DimensionIds ids = names.IdsOf(stored.Dimension);
        int modelId = names.IdOf(model);
        if (ids.Model == modelId)
            return;
        UsageRow row = stored.ToPrice(names.NameOf(ids.Provider), model, names.NameOf(stored.Terms));
        price(ref row);
        StoredUsage named = stored;
        named.Dimension = names.IdOf(ids with { Model = modelId, Provider = names.IdOf(row.Provider) });
        (named.Cost, named.CostStatus, named.CacheSaving) = (row.CostNano, row.CostStatus, row.CacheSavingNano);
        table.Update(key, named);
        Counts.Changed++;
        if (stored.Retractions != 0)
            return;
        rollups.Add(stored, -1);
        rollups.Add(named, 1);
        changes?.Note(key, RecordChangeKind.Corrected, stored.Share, named.Share);
    }

    /// <summary>Records what is left of a row, with the names and the owner of that row; retracts an earlier rest if nothing is.</summary>
    public void SetRest(RecordKey key, Remainder rest, RowPricer price)
    {
        if (rest.Tokens.IsZero || !table.TryRead(key, out StoredUsage stored))
        {
            Retract(rest.Key, Retraction.Unproven, isRetracted: true);
            return;
        }

        DimensionIds ids = names.IdsOf(stored.Dimension);
        UsageRow row = ToRow(rest.Key, stored, ids, names.SessionOf(stored.Session));
        (row.Tokens, row.Evidence, row.ReportedNano) = (rest.Tokens, UsageEvidence.Inferred, null);
        row.Requests = rest.Requests ?? row.Requests;
        price(ref row);
        Owner = (ids.Machine, ids.User);
        Replace(row);
    }

    /// <summary>Retracts rows for a reason.</summary>
    public void Retract(IReadOnlyList<RecordKey> keys, int reason)
    {
        table.Prefetch(keys);
        foreach (RecordKey key in keys)
            Retract(key, reason, isRetracted: true);
    }

    /// <summary>Retracts or restores rows for a reason.</summary>
    public void Retract(IReadOnlyList<Verdict> verdicts, int reason)
    {
        table.Prefetch([.. verdicts.Select(verdict => verdict.Key)]);
        foreach (Verdict verdict in verdicts)
            Retract(verdict.Key, reason, verdict.IsCopy);
    }

    /// <summary>Sets or clears reasons of a row's retraction. A row without reasons counts again.</summary>
    public void Retract(RecordKey key, int reason, bool isRetracted)
    {
        if (!isRetracted && !table.MayHoldRetracted)
            return;
        if (!table.TryRead(key, out StoredUsage stored))
            return;
        int reasons = isRetracted ? stored.Retractions | reason : stored.Retractions & ~reason;
        if (reasons == stored.Retractions)
            return;
        table.SetRetractions(key, reasons);
        if ((stored.Retractions == 0) == (reasons == 0))
            return;
        rollups.Add(stored, reasons == 0 ? 1 : -1);
        if (reasons != 0)
            Counts.Retracted++;
        if (changes is null)
            return;
        StoredUsage after = stored;
        after.Retractions = reasons;
        changes.Note(key, reasons == 0 ? RecordChangeKind.Restored : RecordChangeKind.Retracted, stored.Share, after.Share);
    }

    /// <summary>True if a row has the same names as the row before; nearly all have.</summary>
    private bool IsNamedAsBefore(in UsageRow row) =>
        lastRow.Session == row.Session
        && lastRow.Evidence == row.Evidence
        && lastOwner == Owner
        && ReferenceEquals(lastPriceVersion, PriceVersion)
        && ReferenceEquals(lastRow.User, row.User)
        && ReferenceEquals(lastRow.Provider, row.Provider)
        && ReferenceEquals(lastRow.Model, row.Model)
        && ReferenceEquals(lastRow.Terms, row.Terms)
        && ReferenceEquals(lastRow.Project, row.Project)
        && ReferenceEquals(lastRow.Branch, row.Branch)
        && ReferenceEquals(lastRow.SubAgent, row.SubAgent)
        && ReferenceEquals(lastRow.Credits.Unit, row.Credits.Unit);

    private void Name(in UsageRow row)
    {
        int machine = Owner.Machine,
            user = row.User is null ? Owner.User : names.IdOf(row.User);
        DimensionIds ids = new(
            names.IdOf(row.Session.Agent),
            names.IdOf(row.Provider),
            names.IdOf(row.Model),
            names.IdOf(row.Project),
            names.IdOf(row.Branch),
            names.IdOf(row.SubAgent),
            machine,
            user,
            (int)row.Evidence,
            names.IdOf(row.Credits.Unit)
        );
        last = new RowNames(ids, names.IdOf(row.Session, machine, user), names.IdOf(ids), names.IdOf(row.Terms), names.IdOf(PriceVersion));
        (lastRow, lastOwner, lastPriceVersion) = (row, Owner, PriceVersion);
    }

    /// <summary>Adds a row; false if the key already exists.</summary>
    private bool Add(in UsageRow row, out StoredUsage fresh, out DimensionIds ids)
    {
        if (!IsNamedAsBefore(row))
            Name(row);
        ids = last.Ids;
        fresh = StoredUsage.Of(row, last.Session, last.Dimension, last.Terms, last.PriceVersion);
        if (!table.TryAdd(row.Key, fresh))
            return false;
        Counts.Added++;
        rollups.Add(fresh, 1);
        changes?.Note(row.Key, RecordChangeKind.Added, default, fresh.Share);
        return true;
    }

    private void Merge(in UsageRow row, in StoredUsage fresh, DimensionIds freshIds)
    {
        RecordKey key = row.Key;
        if (!table.TryRead(key, out StoredUsage stored))
            return;
        DimensionIds storedIds = names.IdsOf(stored.Dimension);
        (bool isWinner, bool isOwner) = Compare(row, fresh, freshIds, stored, storedIds);
        if (!isWinner && !isOwner)
            return;
        DimensionIds used = isWinner ? freshIds : storedIds;
        DimensionIds owned = isOwner ? freshIds : storedIds;
        StoredUsage merged = isWinner ? fresh : stored;
        merged.Retractions = stored.Retractions;
        merged.Session = isOwner ? fresh.Session : stored.Session;
        merged.OwnerRank = isOwner ? fresh.OwnerRank : stored.OwnerRank;
        merged.Dimension = names.IdOf(
            new DimensionIds(
                used.Agent,
                used.Provider,
                used.Model,
                owned.Project,
                owned.Branch,
                owned.SubAgent,
                owned.Machine,
                owned.User,
                used.Evidence,
                used.CreditUnit
            )
        );
        table.Update(key, merged);
        Counts.Changed++;
        if (stored.Retractions != 0)
            return;
        rollups.Add(stored, -1);
        rollups.Add(merged, 1);
        changes?.Note(key, isWinner ? RecordChangeKind.Corrected : RecordChangeKind.Moved, stored.Share, merged.Share);
    }

    /// <summary>
    /// Whether a copy decides usage and owner. Names are loaded only for equal ranks with different content, which is rare.
    /// </summary>
    private (bool IsWinner, bool IsOwner) Compare(
        in UsageRow row,
        in StoredUsage fresh,
        DimensionIds freshIds,
        in StoredUsage stored,
        DimensionIds storedIds
    )
    {
        bool isUseOpen = fresh.Rank == stored.Rank && !IsSameUse(fresh, freshIds, stored, storedIds);
        bool isOwnerOpen = fresh.OwnerRank == stored.OwnerRank && !IsSameOwner(fresh, freshIds, stored, storedIds);
        if (!isUseOpen && !isOwnerOpen)
            return (fresh.Rank > stored.Rank, fresh.OwnerRank > stored.OwnerRank);
        UsageRow copy = ToRow(row.Key, fresh, freshIds, row.Session);
        UsageRow known = ToRow(row.Key, stored, storedIds, names.SessionOf(stored.Session));
        return (CopyLaw.CompareUse(copy, known) > 0, CopyLaw.CompareOwner(copy, known) > 0);
    }

    private UsageRow ToRow(RecordKey key, in StoredUsage usage, DimensionIds ids, SessionRef session) =>
        usage.ToRow(key, names.Named(ids), names.NameOf(usage.Terms), session);

    private static bool IsSameUse(in StoredUsage a, DimensionIds aIds, in StoredUsage b, DimensionIds bIds) =>
        (a.At, a.Requests, a.WebSearches, a.Terms, a.ReportedCost) == (b.At, b.Requests, b.WebSearches, b.Terms, b.ReportedCost)
        && a.Tokens == b.Tokens
        && a.CreditNano == b.CreditNano
        && (aIds.Provider, aIds.Model, aIds.Evidence, aIds.CreditUnit) == (bIds.Provider, bIds.Model, bIds.Evidence, bIds.CreditUnit);

    private static bool IsSameOwner(in StoredUsage a, DimensionIds aIds, in StoredUsage b, DimensionIds bIds) =>
        a.Session == b.Session && (aIds.Project, aIds.Branch, aIds.SubAgent) == (bIds.Project, bIds.Branch, bIds.SubAgent);

    /// <summary>The ids of the names of a row.</summary>
    private sealed record RowNames(DimensionIds Ids, long Session, int Dimension, int Terms, int PriceVersion);
}

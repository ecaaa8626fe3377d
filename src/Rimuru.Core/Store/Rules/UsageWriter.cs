using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Writes usage rows by the rule of the ledger: of several copies the one of the highest rank tells what was used, the one of the highest owner rank whose it was.</summary>
internal sealed class UsageWriter(IUsageTable table, ILedgerNames names, Rollups rollups)
{
    /// <summary>Where the next rows are counted.</summary>
    public RowCounts Counts { get; set; } = new();

    /// <summary>The machine and the user whose rows are written.</summary>
    public (int Machine, int User) Owner { get; set; }

    /// <summary>The version of the prices that the rows were priced with.</summary>
    public string? PriceVersion { get; set; }

    public void Upsert(in UsageRow row)
    {
        if (!Add(row, out StoredUsage fresh, out DimensionIds ids)) Merge(row.Key, fresh, ids);
    }

    /// <summary>Writes a record that was worked out anew: it counts as it is, whatever was known of it.</summary>
    public void Replace(in UsageRow row)
    {
        if (Add(row, out StoredUsage fresh, out _) || !table.TryRead(row.Key, out StoredUsage stored)) return;
        if (stored.Withdrawn == 0 && stored.Tells(fresh)) return;
        table.Update(row.Key, fresh);
        if (stored.Withdrawn == 0) rollups.Add(stored, -1);
        rollups.Add(fresh, 1);
        Counts.Changed++;
    }

    /// <summary>Sets one of the reasons for which rows do not count.</summary>
    public void Withdraw(IReadOnlyList<RecordKey> keys, int reason)
    {
        table.Expect(keys);
        foreach (RecordKey key in keys) Withdraw(key, reason, isWithdrawn: true);
    }

    /// <summary>Sets or clears one of the reasons for which rows do not count.</summary>
    public void Withdraw(IReadOnlyList<Verdict> verdicts, int reason)
    {
        table.Expect([.. verdicts.Select(verdict => verdict.Key)]);
        foreach (Verdict verdict in verdicts) Withdraw(verdict.Key, reason, verdict.IsCopy);
    }

    /// <summary>Sets or clears some of the reasons for which a row does not count.</summary>
    public void Withdraw(RecordKey key, int reason, bool isWithdrawn)
    {
        if (!table.TryRead(key, out StoredUsage stored)) return;
        int reasons = isWithdrawn ? stored.Withdrawn | reason : stored.Withdrawn & ~reason;
        if (reasons == stored.Withdrawn) return;
        table.SetWithdrawn(key, reasons);
        if ((stored.Withdrawn == 0) == (reasons == 0)) return;
        rollups.Add(stored, reasons == 0 ? 1 : -1);
        if (reasons != 0) Counts.Retracted++;
    }

    /// <summary>True where there was no row with the key, and now is.</summary>
    private bool Add(in UsageRow row, out StoredUsage fresh, out DimensionIds ids)
    {
        int machine = Owner.Machine, user = row.User is null ? Owner.User : names.IdOf(row.User);
        long session = names.IdOf(row.Session, machine, user);
        ids = new DimensionIds(
            names.IdOf(row.Session.Agent), names.IdOf(row.Provider), names.IdOf(row.Model), names.IdOf(row.Project), names.IdOf(row.Branch),
            names.IdOf(row.SubAgent), machine, user, (int)row.Evidence);
        fresh = StoredUsage.Of(row, session, names.IdOf(ids), names.IdOf(row.Terms), names.IdOf(PriceVersion));
        if (!table.TryAdd(row.Key, fresh)) return false;
        Counts.Added++;
        rollups.Add(fresh, 1);
        return true;
    }

    private void Merge(RecordKey key, in StoredUsage fresh, DimensionIds freshIds)
    {
        if (!table.TryRead(key, out StoredUsage stored)) return;
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
        table.Update(key, merged);
        Counts.Changed++;
        if (stored.Withdrawn != 0) return;
        rollups.Add(stored, -1);
        rollups.Add(merged, 1);
    }
}

using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>
/// Applies batches to the ledger in one transaction; the same rules for every kind of store. Not thread-safe, like the tables.
/// </summary>
internal sealed class LedgerTransaction
{
    private readonly LedgerTables tables;
    private readonly Rollups rollups;
    private readonly UsageWriter usage;
    private readonly Lineages lineages;
    private readonly Totals totals;
    private readonly Coverage coverage;
    private readonly Retention retention;
    private readonly ToolUses tools;
    private readonly (int Machine, int User) own;
    private readonly string? ownPriceVersion;
    private readonly EventWriter? events;

    public LedgerTransaction(
        LedgerTables tables,
        string machineName,
        string? userName,
        string? priceVersion,
        Dictionary<string, RowCounts> counts,
        bool isWatched = false,
        EventWriter? events = null
    )
    {
        this.tables = tables;
        this.events = events;
        Counts = counts;
        Changes = isWatched || events is not null ? new LedgerChanges() : null;
        retention = new Retention(tables.Retention);
        own = (tables.Names.IdOf(machineName), tables.Names.IdOf(userName));
        ownPriceVersion = priceVersion;
        rollups = new Rollups(tables.Names, tables.Rollups);
        usage = new UsageWriter(tables.Usage, tables.Names, rollups, Changes) { Owner = own, PriceVersion = priceVersion };
        lineages = new Lineages(tables.Lineages, usage);
        totals = new Totals(tables.Totals, tables.Names, usage);
        coverage = new Coverage(tables.Coverage, usage);
        tools = new ToolUses(tables.Tools, tables.Names);
    }

    public Dictionary<string, RowCounts> Counts { get; }

    /// <summary>The changes so far; null if not requested.</summary>
    public LedgerChanges? Changes { get; }

    public void Apply(FileBatch batch)
    {
        retention.Filter(batch);
        usage.Counts = CountsOf(batch.Agent);
        (int machine, int user) = usage.Owner = batch.Origin is { } origin
            ? (tables.Names.IdOf(origin.Machine), tables.Names.IdOf(origin.User))
            : own;
        usage.PriceVersion = batch.Origin is null ? ownPriceVersion : batch.Origin.PriceVersion;
        foreach (ref readonly UsageRow row in batch.Rows.Span)
        {
            usage.Upsert(row);
            if (row.Evidence == UsageEvidence.Estimated)
                coverage.Check(row);
        }

        tools.Add(batch.Tools);
        foreach (CoveredTime time in batch.Covered)
            coverage.Add(batch.Agent, time);
        foreach (RecordKey key in batch.Replaced)
            usage.Retract(key, Retraction.Replaced, isRetracted: true);
        foreach (RetractedRow row in batch.RetractedRows)
            usage.Retract(row.Key, row.Reasons, isRetracted: true);
        foreach (SessionRow session in batch.Sessions)
            Save(tables.Names.IdOf(session.Session, machine, user), session);
        foreach (Lineage lineage in batch.Lineages)
            tables.Lineages.Save(lineage);
        foreach (SessionTotal total in batch.Totals)
            totals.Save(total);
        foreach (PassedTotal passed in batch.PassedTotals)
            totals.Pass(passed.Total, passed.UnixMs);
        if (batch.Cursor is { } cursor)
            tables.Files.Save(machine, cursor, batch.MalformedLines);
    }

    public void Resolve(LineageResolver resolver, RowPricer price, CancellationToken stop)
    {
        usage.PriceVersion = ownPriceVersion;
        lineages.Resolve(
            (agent, family) =>
            {
                stop.ThrowIfCancellationRequested();
                usage.Counts = CountsOf(agent);
                return resolver(agent, family);
            },
            price
        );
    }

    public void Infer(TotalsResolver resolver, CancellationToken stop)
    {
        usage.Owner = own;
        usage.PriceVersion = ownPriceVersion;
        totals.Touch(rollups);
        totals.Resolve(
            (agent, family) =>
            {
                stop.ThrowIfCancellationRequested();
                usage.Counts = CountsOf(agent);
                return resolver(agent, family);
            }
        );
    }

    /// <summary>
    /// Writes the rollups before an intermediate commit; records inferred from totals are left to a later commit of the same write.
    /// </summary>
    public void FlushAndContinue()
    {
        totals.Touch(rollups);
        Flush();
    }

    /// <summary>Writes the rollups before a commit.</summary>
    public void Flush()
    {
        rollups.Flush();
        tools.Flush();
        tables.Sessions.CountWrite();
        Changes?.NoteSessionsOfRecords(tables.Names.SessionOf);
        events?.Write(Changes!, tables.Sessions);
    }

    private void Save(long id, SessionRow session)
    {
        SessionChangeKinds kinds = tables.Sessions.Save(id, session);
        if (kinds != SessionChangeKinds.None)
            Changes?.Note(id, session.Session, kinds);
    }

    private RowCounts CountsOf(string agent)
    {
        if (!Counts.TryGetValue(agent, out RowCounts? counts))
            Counts.Add(agent, counts = new RowCounts());
        return counts;
    }
}

using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// The tables of one transaction. The rows that a batch will touch are fetched together before it is applied, so that a write needs few
/// round trips.
/// </summary>
internal sealed class PostgresTables
{
    private readonly PostgresUsageTable usage;
    private readonly PostgresSessionTable sessions;
    private readonly PostgresLineageTable lineages;

    public PostgresTables(PostgresConnection connection, Sharing sharing, CursorSeal? seal)
    {
        Names = new PostgresNames(work => work(connection));
        usage = new PostgresUsageTable(connection);
        sessions = new PostgresSessionTable(connection, sharing);
        lineages = new PostgresLineageTable(connection, Names);
        All = new LedgerTables(
            Names,
            usage,
            new PostgresRollupTable(connection),
            sessions,
            lineages,
            new PostgresTotalTable(connection, Names, usage),
            new PostgresCoverageTable(connection, Names, usage),
            new PostgresFileTable(connection, Names, seal),
            new PostgresRetentionTable(connection),
            new PostgresToolTable(connection)
        );
    }

    public PostgresNames Names { get; }

    public LedgerTables All { get; }

    public void Prefetch(IReadOnlyList<FileBatch> batches, string machine, string? user, string? priceVersion)
    {
        // Prefetching a session creates it, so removed sessions are left out: they must not come back.
        Retention retention = new(All.Retention);
        foreach (FileBatch batch in batches)
            retention.Filter(batch);
        Names.Prefetch(batches.SelectMany(NamesOf).Concat([machine, user, priceVersion]));
        List<(SessionRef, int, int)> mentioned = [];
        HashSet<DimensionIds> dimensions = [];
        List<RecordKey> keys = [];
        foreach (FileBatch batch in batches)
        {
            int machineId = Names.IdOf(batch.Origin is null ? machine : batch.Origin.Machine),
                userId = Names.IdOf(batch.Origin is null ? user : batch.Origin.User);
            foreach (ref readonly UsageRow row in batch.Rows.Span)
            {
                int owner = row.User is null ? userId : Names.IdOf(row.User);
                keys.Add(row.Key);
                mentioned.Add((row.Session, machineId, owner));
                dimensions.Add(
                    new DimensionIds(
                        Names.IdOf(row.Session.Agent),
                        Names.IdOf(row.Provider),
                        Names.IdOf(row.Model),
                        Names.IdOf(row.Project),
                        Names.IdOf(row.Branch),
                        Names.IdOf(row.SubAgent),
                        machineId,
                        owner,
                        (int)row.Evidence,
                        Names.IdOf(row.Credits.Unit)
                    )
                );
            }

            foreach (RecordKey key in batch.Replaced)
                keys.Add(key);
            foreach (RetractedRow row in batch.RetractedRows)
                keys.Add(row.Key);
            mentioned.AddRange(batch.Sessions.Select(session => (session.Session, machineId, userId)));
            mentioned.AddRange(batch.Totals.Select(total => (total.Session, machineId, userId)));
            mentioned.AddRange(batch.Totals.Where(total => total.Parent is not null).Select(total => (total.Parent!, machineId, userId)));
        }

        Names.Prefetch(dimensions);
        Names.Prefetch(mentioned);
        usage.Prefetch(keys);
        sessions.Prefetch(batches.SelectMany(batch => batch.Sessions).Select(session => Names.IdOf(session.Session, 0, 0)));
        lineages.Prefetch(batches.SelectMany(batch => batch.Lineages).Select(lineage => lineage.Thread));
    }

    /// <summary>Writes the buffered changes.</summary>
    public void Flush()
    {
        sessions.Flush();
        usage.Flush();
    }

    private static IEnumerable<string?> NamesOf(FileBatch batch)
    {
        HashSet<string?> names = new(StringComparer.Ordinal)
        {
            batch.Agent,
            batch.Cursor?.Agent,
            batch.Origin?.Machine,
            batch.Origin?.User,
            batch.Origin?.PriceVersion,
        };
        foreach (ref readonly UsageRow row in batch.Rows.Span)
        {
            foreach (
                string? name in (ReadOnlySpan<string?>)
                    [row.Session.Agent, row.Provider, row.Model, row.Project, row.Branch, row.SubAgent, row.User, row.Terms]
            )
                names.Add(name);
        }

        foreach (ToolUse use in batch.Tools)
            names.UnionWith([use.Tool, use.Server, use.Skill]);
        foreach (SessionRow session in batch.Sessions)
            names.Add(session.Session.Agent);
        foreach (Lineage lineage in batch.Lineages)
            names.Add(lineage.Agent);
        foreach (SessionTotal total in batch.Totals)
            names.UnionWith([total.Session.Agent, total.Project, total.Branch, .. total.ByModel.Keys]);
        return names;
    }
}

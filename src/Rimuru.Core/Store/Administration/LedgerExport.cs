using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>
/// All sessions and usage of a ledger in the form in which a write takes them: by machine, user and prices, sessions first.
/// </summary>
internal sealed class LedgerExport(IExportTables tables, ILedgerQueries queries, ILedgerNames names)
{
    private const int RowsPerBatch = 8192;

    private readonly Dictionary<long, StoredSession> sessions = [];
    private readonly Dictionary<long, SessionRef> references = [];

    public IEnumerable<FileBatch> Read() => Sessions().Concat(Usage()).Concat(Tools()).Concat(Evidence()).Concat(Files());

    private IEnumerable<FileBatch> Sessions()
    {
        foreach (StoredSession session in queries.Sessions(SessionScope.All))
            sessions.Add(session.Id, session);
        foreach (
            IGrouping<(string, string?, string?), StoredSession> group in sessions.Values.GroupBy(session =>
                (session.Agent, session.Machine, session.User)
            )
        )
        {
            foreach (StoredSession[] part in group.Chunk(RowsPerBatch))
            {
                FileBatch batch = Batch(part[0].Agent, part[0].Machine, part[0].User, null);
                foreach (StoredSession session in part)
                {
                    references.Add(session.Id, new SessionRef(session.Agent, session.SessionId));
                    batch.Sessions.Add(
                        new SessionRow(references[session.Id])
                        {
                            ParentSessionId = session.ParentSessionId,
                            SubAgent = session.SubAgent,
                            WorkingDirectory = session.WorkingDirectory,
                            Branch = session.Branch,
                            Title = session.Title,
                            AgentVersion = session.AgentVersion,
                            FirstMs = session.FirstMs,
                            LastMs = session.LastMs,
                            End = session.End,
                            Turns = session.Turns,
                            Provenance = session.Provenance,
                            Status = session.Status,
                            EndedMs = session.EndedMs,
                        }
                    );
                }

                yield return batch;
            }
        }
    }

    private IEnumerable<FileBatch> Usage()
    {
        Dictionary<(string, string?, string?, int), FileBatch> open = [];
        foreach ((RecordKey key, StoredUsage stored) in tables.Usage())
        {
            // A session that was added meanwhile is left to the next copy, like its rows.
            if (!references.TryGetValue(stored.Session, out SessionRef? session))
                continue;
            Dimension dimension = names.DimensionOf(stored.Dimension);
            (string, string?, string?, int) owner = (dimension.Agent, dimension.Machine, dimension.User, stored.PriceVersion);
            if (!open.TryGetValue(owner, out FileBatch? batch))
                open.Add(owner, batch = Batch(dimension.Agent, dimension.Machine, dimension.User, names.NameOf(stored.PriceVersion)));
            batch.Rows.Add(stored.ToRow(key, dimension, names.NameOf(stored.Terms), session));
            if (stored.Retractions != 0)
                batch.RetractedRows.Add(new RetractedRow(key, stored.Retractions));
            if (batch.Rows.Count < RowsPerBatch)
                continue;
            open.Remove(owner);
            yield return batch;
        }

        foreach (FileBatch batch in open.Values)
            yield return batch;
    }

    private IEnumerable<FileBatch> Tools()
    {
        // A use has no owner of its own; the agent of a batch without rows only names its counters.
        string agent = sessions.Values.Select(session => session.Agent).FirstOrDefault("");
        foreach (StoredToolUse[] part in tables.Tools().Chunk(RowsPerBatch))
        {
            FileBatch batch = Batch(agent, null, null, null);
            foreach (StoredToolUse use in part)
                batch.Tools.Add(
                    new ToolUse(use.Record, use.Use, names.NameOf(use.Tool) ?? "", names.NameOf(use.Server), names.NameOf(use.Skill))
                );
            yield return batch;
        }
    }

    private IEnumerable<FileBatch> Evidence()
    {
        foreach (Lineage lineage in tables.Lineages())
        {
            FileBatch batch = Batch(lineage.Agent, null, null, null);
            batch.Lineages.Add(lineage);
            yield return batch;
        }

        foreach ((long session, SessionTotal total) in tables.Totals())
        {
            if (!sessions.TryGetValue(session, out StoredSession? stored))
                continue;
            FileBatch batch = Batch(stored.Agent, stored.Machine, stored.User, null);
            batch.Totals.Add(total);
            if (total.UntilMs is { } until)
                batch.PassedTotals.Add(new PassedTotal(total.Key, until));
            yield return batch;
        }

        foreach ((string agent, string? user, CoveredTime time) in tables.Coverage())
        {
            FileBatch batch = Batch(agent, null, user, null);
            batch.Covered.Add(time);
            yield return batch;
        }
    }

    private IEnumerable<FileBatch> Files()
    {
        foreach ((string machine, FileCursor cursor, long malformed) in tables.Files())
        {
            FileBatch batch = Batch(cursor.Agent, machine, null, null);
            batch.Cursor = cursor;
            batch.MalformedLines = malformed;
            yield return batch;
        }
    }

    private static FileBatch Batch(string agent, string? machine, string? user, string? priceVersion) =>
        new() { Agent = agent, Origin = new BatchOrigin(machine, user, priceVersion) };
}

/// <summary>The tables of a ledger, each read as a whole.</summary>
internal interface IExportTables
{
    IEnumerable<(RecordKey Key, StoredUsage Usage)> Usage();

    IEnumerable<StoredToolUse> Tools();

    IEnumerable<Lineage> Lineages();

    IEnumerable<(long Session, SessionTotal Total)> Totals();

    /// <summary>The covered time ranges; a null user means all users.</summary>
    IEnumerable<(string Agent, string? User, CoveredTime Time)> Coverage();

    /// <summary>The cursors of all machines, with the readers' states.</summary>
    IEnumerable<(string Machine, FileCursor Cursor, long MalformedLines)> Files();
}

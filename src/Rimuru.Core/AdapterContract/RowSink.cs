using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Collects what a reader finds in one file; copies inside the file are merged here already.</summary>
internal sealed class RowSink(
    string agent,
    Action<FileBatch>? full = null,
    RawRows? raw = null,
    RowLists? lists = null,
    ProjectFolders? projects = null
)
{
    private const int RowsPerBatch = 8192;
    private readonly KeyTable index = new();

    public FileBatch Batch { get; private set; } = new() { Agent = agent, Rows = lists?.Take() ?? new RowList() };

    /// <summary>Last write time of the file, for rows without a time of their own.</summary>
    public long FileModifiedMs { get; init; }

    /// <summary>
    /// True where an earlier version of the reader read the file: the ledger may hold its records under keys that are no longer given.
    /// </summary>
    public bool HasOlderRecords { get; init; }

    /// <summary>Where a reader takes down what it has no rule for; null while nobody asks.</summary>
    public UnknownLines? Unknown { get; init; }

    /// <summary>True where copies are asked for too: a reader then says what it knowingly makes no record of.</summary>
    public bool WantsCopies => raw is not null;

    /// <summary>A count that is no record of its own; the key is that of the record which is kept.</summary>
    public void PassOver(in UsageRow row, DuplicateRule rule) => raw?.Add(row, row.Session, rule);

    /// <param name="row">What was found.</param>
    /// <param name="standsIn">The session that it stands in, where it may be a copy of another one's.</param>
    public void Add(in UsageRow row, SessionRef? standsIn = null)
    {
        raw?.Add(row, standsIn ?? row.Session);
        if (index.TryGetValue(row.Key, out long at))
        {
            ref UsageRow known = ref Batch.Rows.Span[(int)at];
            Merge(ref known, row);
            return;
        }

        if (full is not null && Batch.Rows.Count >= RowsPerBatch)
            Flush();
        index.Add(row.Key, Batch.Rows.Count);
        Batch.Rows.Add(row);
    }

    public void Clamped() => Batch.ClampedNumbers++;

    /// <summary>The rule of the ledger, applied early. Folders are compared by their projects, as the ledger does.</summary>
    private void Merge(ref UsageRow known, in UsageRow row)
    {
        if (row.Folder == known.Folder)
        {
            CopyLaw.Merge(ref known, row);
            return;
        }

        UsageRow copy = row;
        copy.Project = ProjectOf(row);
        known.Project = ProjectOf(known);
        CopyLaw.Merge(ref known, copy);
    }

    private string? ProjectOf(in UsageRow row) => projects is null ? row.Folder : projects.Of(row.Folder);

    private void Flush()
    {
        FileBatch done = Batch;
        Batch = new FileBatch
        {
            Agent = done.Agent,
            ClampedNumbers = done.ClampedNumbers,
            Rows = lists?.Take() ?? new RowList(),
        };
        index.Clear();
        full!(done);
    }
}

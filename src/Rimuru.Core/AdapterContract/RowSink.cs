using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Collects the records that a reader finds in one file, and merges copies inside the file.</summary>
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
    /// True if an earlier version of the reader read the file: the ledger may then hold its records under keys that are no longer used.
    /// </summary>
    public bool HasOlderRecords { get; init; }

    /// <summary>Collects lines without a rule; null unless requested.</summary>
    public UnknownLines? Unknown { get; init; }

    /// <summary>True if copies are requested too: a reader then reports the counts of which it makes no record.</summary>
    public bool WantsCopies => raw is not null;

    /// <summary>Reports a count that does not become a record. The key is that of the record that is kept.</summary>
    public void Skip(in UsageRow row, DuplicateRule rule) => raw?.Add(row, row.Session, rule);

    /// <param name="row">The row.</param>
    /// <param name="standsIn">The session whose log has the row, if the row may be a copy of another session's.</param>
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

    /// <summary>Applies the ledger's law of copies early. Folders are compared by their projects, as in the ledger.</summary>
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

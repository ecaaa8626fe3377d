using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>Collects what a reader finds in one file; copies inside the file are merged here already.</summary>
internal sealed class RowSink(string agent, Action<FileBatch>? full = null)
{
    private const int RowsPerBatch = 8192;
    private readonly Dictionary<RecordKey, int> index = [];

    public FileBatch Batch { get; private set; } = new() { Agent = agent };

    /// <summary>Last write time of the file, for rows without a time of their own.</summary>
    public long FileModifiedMs { get; init; }

    public void Add(in UsageRow row)
    {
        if (index.TryGetValue(row.Key, out int at))
        {
            ref UsageRow known = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Batch.Rows)[at];
            Merge(ref known, row);
            return;
        }

        if (full is not null && Batch.Rows.Count >= RowsPerBatch) Flush();
        index.Add(row.Key, Batch.Rows.Count);
        Batch.Rows.Add(row);
    }

    public void Clamped() => Batch.ClampedNumbers++;

    /// <summary>The rule of the ledger, applied early: the higher rank tells what was used, the higher owner rank whose it was.</summary>
    private static void Merge(ref UsageRow known, in UsageRow row)
    {
        UsageRow winner = row.Rank > known.Rank ? row : known;
        ref readonly UsageRow owner = ref (row.OwnerRank > known.OwnerRank ? ref row : ref known);
        winner.OwnerRank = owner.OwnerRank;
        winner.Session = owner.Session;
        winner.SubAgent = owner.SubAgent;
        winner.Project = owner.Project;
        winner.Branch = owner.Branch;
        winner.User = owner.User;
        known = winner;
    }

    private void Flush()
    {
        FileBatch done = Batch;
        Batch = new FileBatch { Agent = done.Agent, ClampedNumbers = done.ClampedNumbers };
        index.Clear();
        full!(done);
    }
}

using System.Runtime.InteropServices;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store;

/// <summary>Gathers what a transaction changes in the rollups, so that each cell is written once, before the commit.</summary>
internal sealed class Rollups(ILedgerNames names, IRollupTable table)
{
    private readonly Dictionary<(long, int), Sums> byTime = [];
    private readonly Dictionary<(long, int), Sums> bySession = [];
    private readonly Dictionary<int, int> modelOf = [];

    /// <summary>The sessions with a change since the last flush.</summary>
    public IEnumerable<long> ChangedSessions => bySession.Keys.Select(cell => cell.Item1).Distinct();

    public void Add(in StoredUsage row, int sign) => Add(row.At, row.Session, row.Dimension, row.Sums, sign);

    public void Add(long unixMs, long session, int dimension, in Sums sums, int sign)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(byTime, (QuarterHour.Of(unixMs), dimension), out _).Add(sums, sign);
        CollectionsMarshal.GetValueRefOrAddDefault(bySession, (session, dimension), out _).Add(sums, sign);
    }

    public void Flush()
    {
        Dictionary<(long, int), Sums> byHour = [];
        foreach (((long quarter, int dimension), Sums sums) in byTime)
        {
            long hour = quarter >> 2;
            CollectionsMarshal.GetValueRefOrAddDefault(byHour, (hour, ModelOf(dimension)), out _).Add(sums);
        }

        table.Add(RollupKind.Time, Changed(byTime));
        table.Add(RollupKind.Hour, Changed(byHour));
        table.Add(RollupKind.Session, Changed(bySession));
        byTime.Clear();
        bySession.Clear();
    }

    /// <summary>The dimension that has only what the sums by the hour tell apart.</summary>
    private int ModelOf(int dimension)
    {
        if (modelOf.TryGetValue(dimension, out int reduced)) return reduced;
        reduced = names.IdOf(names.IdsOf(dimension) with { Project = 0, Branch = 0, SubAgent = 0, Machine = 0, User = 0 });
        modelOf.Add(dimension, reduced);
        return reduced;
    }

    /// <summary>In the order of their keys: an index is written faster, and two writers never wait for each other.</summary>
    private static List<RollupCell> Changed(Dictionary<(long, int), Sums> cells)
    {
        List<RollupCell> changed = new(cells.Count);
        foreach (((long key, int dimension), Sums sums) in cells)
        {
            if (!sums.IsEmpty || sums.CostNano != 0 || sums.UnpricedRequests != 0 || sums.IncludedRequests != 0) changed.Add(new RollupCell(key, dimension, sums));
        }

        changed.Sort((a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Dimension.CompareTo(b.Dimension));
        return changed;
    }
}

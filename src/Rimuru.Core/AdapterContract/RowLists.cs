using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Pools lists of rows for reuse. The rows of a long session are a large object, which is seldom collected, and a first read handles
/// thousands of sessions.
/// </summary>
internal sealed class RowLists
{
    private const int MostKept = 8;

    private readonly List<RowList> free = new();

    public RowList Take()
    {
        lock (free)
        {
            if (free.Count == 0)
                return new RowList();
            RowList last = free[^1];
            free.RemoveAt(free.Count - 1);
            return last;
        }
    }

    /// <summary>Takes back a list that is no longer used.</summary>
    public void Return(RowList list)
    {
        list.Clear();
        lock (free)
        {
            if (free.Count < MostKept)
                free.Add(list);
        }
    }
}

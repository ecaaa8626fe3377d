using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Lists that have been written and can be filled again. A long session's rows are large enough to be garbage that is seldom collected, and
/// a first read goes through thousands of sessions.
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

    /// <summary>Takes back a list that nobody reads any more.</summary>
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

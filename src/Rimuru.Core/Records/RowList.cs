using System.Collections;

namespace Rimuru.Core.Records;

/// <summary>
/// A growing list of rows that are changed in place. A class of its own, because generic collections of our value types are not compiled
/// ahead of time: the JIT would cost a small refresh more than reading.
/// </summary>
internal sealed class RowList : IReadOnlyList<UsageRow>
{
    private UsageRow[] rows = new UsageRow[16];

    public int Count { get; private set; }

    public Span<UsageRow> Span => new(rows, 0, Count);

    public UsageRow this[int index] => Span[index];

    public void Add(in UsageRow row)
    {
        if (Count == rows.Length)
        {
            UsageRow[] more = new UsageRow[Count * 2];
            Array.Copy(rows, more, Count);
            rows = more;
        }

        rows[Count++] = row;
    }

    /// <summary>Empties it for reuse.</summary>
    public void Clear()
    {
        Array.Clear(rows, 0, Count);
        Count = 0;
    }

    public void RemoveOlder(long unixMs)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (rows[i].UnixMs < unixMs)
                continue;
            if (kept < i)
                rows[kept] = rows[i];
            kept++;
        }

        Array.Clear(rows, kept, Count - kept);
        Count = kept;
    }

    public IEnumerator<UsageRow> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return rows[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

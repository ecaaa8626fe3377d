using System.Collections;

namespace Rimuru.Core.Records;

/// <summary>A growing list of rows that are changed in place. A class of its own, since collections of our own value types are not compiled ahead: a refresh that reads one line would spend more on that than on the line.</summary>
internal sealed class RowList : IReadOnlyList<UsageRow>
{
    private UsageRow[] rows = [];

    public int Count { get; private set; }

    public Span<UsageRow> Span => rows.AsSpan(0, Count);

    public UsageRow this[int index] => Span[index];

    public void Add(in UsageRow row)
    {
        if (Count == rows.Length) Array.Resize(ref rows, Math.Max(4, Count * 2));
        rows[Count++] = row;
    }

    public void RemoveOlder(long unixMs)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (rows[i].UnixMs < unixMs) continue;
            if (kept < i) rows[kept] = rows[i];
            kept++;
        }

        Count = kept;
    }

    public IEnumerator<UsageRow> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return rows[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

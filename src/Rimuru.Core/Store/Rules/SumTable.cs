using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>
/// Sums by a number (period or session) and a dimension; a class of its own for the same reason as <see cref="RowList"/>.
/// </summary>
internal sealed class SumTable
{
    private const int FirstSize = 16;

    private long[] keys = new long[FirstSize];
    private int[] dimensions = new int[FirstSize];
    private Sums[] sums = new Sums[FirstSize];
    private int[] slots = new int[FirstSize * 2];
    private int count;

    /// <summary>The sums of a cell, which is created if needed; valid until the next call.</summary>
    public ref Sums At(long key, int dimension)
    {
        int at = Find(key, dimension);
        if (slots[at] == 0)
        {
            if (count == keys.Length)
            {
                Grow();
                at = Find(key, dimension);
            }

            (keys[count], dimensions[count], sums[count]) = (key, dimension, default);
            slots[at] = ++count;
        }

        return ref sums[slots[at] - 1];
    }

    /// <summary>The non-empty cells in key order, in which an index is written faster.</summary>
    public List<RollupCell> Changed()
    {
        List<RollupCell> cells = new(count);
        for (int i = 0; i < count; i++)
        {
            if (!sums[i].IsZero)
                cells.Add(new RollupCell(keys[i], dimensions[i], sums[i]));
        }

        cells.Sort(static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Dimension.CompareTo(b.Dimension));
        return cells;
    }

    /// <summary>Every key once, in order.</summary>
    public long[] Keys()
    {
        long[] sorted = keys.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                sorted[distinct++] = sorted[i];
        }

        return sorted[..distinct];
    }

    /// <summary>Adds this table's sums to a table with coarser keys and dimensions.</summary>
    /// <param name="coarser">The other table.</param>
    /// <param name="parts">How many of this table's keys are one of the other's.</param>
    /// <param name="dimensionOf">The other table's dimension for one of this table's.</param>
    public void AddTo(SumTable coarser, int parts, Func<int, int> dimensionOf)
    {
        for (int i = 0; i < count; i++)
            coarser.At(QuarterHour.IndexOf(keys[i], parts), dimensionOf(dimensions[i])).Add(sums[i]);
    }

    public void Clear()
    {
        Array.Clear(slots);
        count = 0;
    }

    /// <summary>The slot of a cell, or the free slot where it would go. There always is a free slot.</summary>
    private int Find(long key, int dimension)
    {
        int mask = slots.Length - 1;
        ulong hash = ((ulong)key * 0x9E3779B97F4A7C15) ^ ((ulong)(uint)dimension * 0xC2B2AE3D27D4EB4F);
        int at = (int)(hash >> 32) & mask;
        while (slots[at] != 0 && (keys[slots[at] - 1] != key || dimensions[slots[at] - 1] != dimension))
            at = (at + 1) & mask;
        return at;
    }

    private void Grow()
    {
        Array.Resize(ref keys, count * 2);
        Array.Resize(ref dimensions, count * 2);
        Sums[] more = new Sums[count * 2];
        Array.Copy(sums, more, count);
        sums = more;
        slots = new int[count * 4];
        for (int i = 0; i < count; i++)
            slots[Find(keys[i], dimensions[i])] = i + 1;
    }
}

namespace Rimuru.Core.Records;

/// <summary>
/// Numbers by key. Keys are hashes already, so their bits choose the slot; a class of its own for the same reason as <see cref="RowList"/>.
/// </summary>
internal sealed class KeyTable
{
    private const int FirstSize = 16;

    private RecordKey[] keys = new RecordKey[FirstSize];
    private long[] values = new long[FirstSize];
    private bool[] taken = new bool[FirstSize];
    private int count;

    public bool TryGetValue(RecordKey key, out long value)
    {
        int at = Find(key);
        bool isKnown = taken[at];
        value = isKnown ? values[at] : 0;
        return isKnown;
    }

    /// <summary>Adds a key that is not there yet.</summary>
    public void Add(RecordKey key, long value)
    {
        if (count * 4 >= keys.Length * 3)
            Grow();
        int at = Find(key);
        (keys[at], values[at], taken[at]) = (key, value, true);
        count++;
    }

    public void Clear()
    {
        if (count == 0)
            return;
        Array.Clear(taken);
        count = 0;
    }

    /// <summary>The slot of the key, or the free slot where it would go. There always is a free slot.</summary>
    private int Find(RecordKey key)
    {
        int mask = keys.Length - 1,
            at = (int)key.Low & mask;
        while (taken[at] && keys[at] != key)
            at = (at + 1) & mask;
        return at;
    }

    private void Grow()
    {
        (RecordKey[] oldKeys, long[] oldValues, bool[] oldTaken) = (keys, values, taken);
        int size = keys.Length * 2;
        (keys, values, taken) = (new RecordKey[size], new long[size], new bool[size]);
        for (int i = 0; i < oldKeys.Length; i++)
        {
            if (!oldTaken[i])
                continue;
            int at = Find(oldKeys[i]);
            (keys[at], values[at], taken[at]) = (oldKeys[i], oldValues[i], true);
        }
    }
}

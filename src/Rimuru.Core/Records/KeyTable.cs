namespace Rimuru.Core.Records;

/// <summary>
/// Numbers from 0 by key. Keys are hashes already, so their bits choose the slot; a class of its own for the same reason as
/// <see cref="RowList"/>.
/// </summary>
internal sealed class KeyTable
{
    private const int FirstSize = 16;

    private Slot[] slots = new Slot[FirstSize];
    private int count;

    public bool TryGetValue(RecordKey key, out long value)
    {
        ref Slot slot = ref Find(key);
        value = slot.Value;
        return slot.IsTaken;
    }

    /// <summary>Adds a key that is not there yet.</summary>
    public void Add(RecordKey key, long value)
    {
        if (count * 4 >= slots.Length * 3)
            Grow();
        Find(key) = new Slot(key, ~value);
        count++;
    }

    public void Clear()
    {
        if (count == 0)
            return;
        Array.Clear(slots);
        count = 0;
    }

    /// <summary>The slot of the key, or the free slot where it would go. There always is a free slot.</summary>
    private ref Slot Find(RecordKey key)
    {
        Slot[] all = slots;
        int mask = all.Length - 1,
            at = (int)key.Low & mask;
        while (all[at].IsTaken && all[at].Key != key)
            at = (at + 1) & mask;
        return ref all[at];
    }

    private void Grow()
    {
        Slot[] old = slots;
        slots = new Slot[old.Length * 2];
        foreach (Slot slot in old)
        {
            if (slot.IsTaken)
                Find(slot.Key) = slot;
        }
    }

    /// <param name="Key">The key.</param>
    /// <param name="Complement">The number with all bits inverted, so that a free slot is all zeros.</param>
    private readonly record struct Slot(RecordKey Key, long Complement)
    {
        public bool IsTaken => Complement != 0;

        public long Value => IsTaken ? ~Complement : 0;
    }
}

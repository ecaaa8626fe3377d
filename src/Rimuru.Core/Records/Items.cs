namespace Rimuru.Core.Records;

/// <summary>An append-only list; a class of its own for the same reason as <see cref="RowList"/>.</summary>
internal sealed class Items<T>
{
    private T[]? items;

    public int Count { get; private set; }

    public void Add(T item)
    {
        if (items is null)
        {
            items = new T[4];
        }
        else if (Count == items.Length)
        {
            T[] more = new T[Count * 2];
            Array.Copy(items, more, Count);
            items = more;
        }

        items[Count++] = item;
    }

    public void AddRange(IEnumerable<T> range)
    {
        foreach (T item in range)
            Add(item);
    }

    public Enumerator GetEnumerator() => new(this);

    public struct Enumerator(Items<T> list)
    {
        private int at = -1;

        public readonly T Current => list.items![at];

        public bool MoveNext() => ++at < list.Count;
    }
}

using System.Text;

namespace Rimuru.Core.Store.Contracts;

/// <summary>
/// The log files that have been read, for comparison with the files on disk. It is loaded on every run, and most files have not changed. So
/// paths are kept in one block of bytes, and the full cursor is loaded only for files that have changed.
/// </summary>
internal sealed class KnownFiles
{
    private byte[] paths = new byte[4096];
    private int pathsEnd;
    private Entry[] entries = new Entry[64];
    private int[] slots = new int[128];
    private byte[] wanted = new byte[512];

    public int Count { get; private set; }

    /// <summary>Adds a file that is not in the table yet.</summary>
    /// <param name="path">Its path in UTF-8.</param>
    /// <param name="agent">The agent whose reader read it.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="modified">Last write time in ticks, UTC.</param>
    /// <param name="readerVersion">The version of that reader.</param>
    public void Add(ReadOnlySpan<byte> path, string agent, long size, long modified, int readerVersion)
    {
        if (paths.Length - pathsEnd < path.Length)
            paths = Longer(paths, pathsEnd, pathsEnd + path.Length);
        path.CopyTo(paths.AsSpan(pathsEnd));
        if (Count == entries.Length)
            Grow();
        entries[Count] = new Entry
        {
            Hash = HashOf(path),
            Start = pathsEnd,
            Length = path.Length,
            Agent = agent,
            Size = size,
            Modified = modified,
            ReaderVersion = readerVersion,
        };
        pathsEnd += path.Length;
        Place(Count++);
    }

    /// <summary>The index of a file; -1 if it has not been read.</summary>
    public int Find(string path)
    {
        int most = Encoding.UTF8.GetMaxByteCount(path.Length);
        if (wanted.Length < most)
            wanted = new byte[most];
        ReadOnlySpan<byte> bytes = wanted.AsSpan(0, Encoding.UTF8.GetBytes(path, wanted));
        int hash = HashOf(bytes),
            mask = slots.Length - 1;
        for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask)
        {
            ref Entry entry = ref entries[slots[at] - 1];
            if (entry.Hash == hash && bytes.SequenceEqual(paths.AsSpan(entry.Start, entry.Length)))
                return slots[at] - 1;
        }

        return -1;
    }

    public string AgentOf(int file) => entries[file].Agent;

    /// <summary>True if neither the file nor its reader's version has changed.</summary>
    public bool IsSame(int file, string agent, long size, long modified, int readerVersion)
    {
        ref Entry entry = ref entries[file];
        return entry.Size == size && entry.Modified == modified && entry.ReaderVersion == readerVersion && entry.Agent == agent;
    }

    private static int HashOf(ReadOnlySpan<byte> path)
    {
        HashCode hash = default;
        hash.AddBytes(path);
        return hash.ToHashCode();
    }

    private void Grow()
    {
        Entry[] more = new Entry[Count * 2];
        Array.Copy(entries, more, Count);
        entries = more;
        slots = new int[Count * 4];
        for (int i = 0; i < Count; i++)
            Place(i);
    }

    private void Place(int file)
    {
        int mask = slots.Length - 1,
            at = entries[file].Hash & mask;
        while (slots[at] != 0)
            at = (at + 1) & mask;
        slots[at] = file + 1;
    }

    private static byte[] Longer(byte[] bytes, int length, int least)
    {
        byte[] more = new byte[Math.Max(bytes.Length * 2, least)];
        Array.Copy(bytes, more, length);
        return more;
    }

    private struct Entry
    {
        public int Hash;
        public int Start;
        public int Length;
        public int ReaderVersion;
        public string Agent;
        public long Size;
        public long Modified;
    }
}

using System.Buffers.Binary;

namespace Rimuru.Core.Records;

/// <summary>How well each thing that is known of a session was told: the line's time, then the file. A better word replaces a worse one, so that the order in which files are read does not matter.</summary>
internal readonly record struct SessionTold(Rank Parent, Rank SubAgent, Rank Folder, Rank Branch, Rank Title, Rank Version, Rank End)
{
    private const int Parts = 7;
    private const int PartSize = 2 * sizeof(long);

    /// <summary>What a file says all at once.</summary>
    /// <param name="firstMs">Its first line of the session: the earliest names what the session began with.</param>
    /// <param name="lastMs">Its last line of the session: the latest names what it became.</param>
    /// <param name="source">The file, by a number that is the same on every machine.</param>
    public static SessionTold Of(long? firstMs, long? lastMs, long source)
    {
        Rank first = new(firstMs is { } from ? ~from : long.MinValue, source), last = new(lastMs ?? long.MinValue, source);
        return new SessionTold(first, first, first, last, last, last, last);
    }

    /// <summary>What a ledger kept; of one that an older version wrote, what the whole session tells.</summary>
    public static SessionTold Read(ReadOnlySpan<byte> kept, long? firstMs, long? lastMs)
    {
        if (kept.Length != Parts * PartSize) return Of(firstMs, lastMs, long.MinValue);
        return new SessionTold(At(kept, 0), At(kept, 1), At(kept, 2), At(kept, 3), At(kept, 4), At(kept, 5), At(kept, 6));
    }

    public byte[] ToArray()
    {
        byte[] kept = new byte[Parts * PartSize];
        ReadOnlySpan<Rank> parts = [Parent, SubAgent, Folder, Branch, Title, Version, End];
        for (int i = 0; i < Parts; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(kept.AsSpan(i * PartSize), parts[i].High);
            BinaryPrimitives.WriteInt64BigEndian(kept.AsSpan(i * PartSize + sizeof(long)), parts[i].Low);
        }

        return kept;
    }

    private static Rank At(ReadOnlySpan<byte> kept, int part) =>
        new(BinaryPrimitives.ReadInt64BigEndian(kept[(part * PartSize)..]), BinaryPrimitives.ReadInt64BigEndian(kept[(part * PartSize + sizeof(long))..]));
}

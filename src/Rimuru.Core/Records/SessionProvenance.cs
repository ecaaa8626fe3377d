using System.Buffers.Binary;

namespace Rimuru.Core.Records;

/// <summary>
/// Where each known fact about a session came from: rank by the line's time, then by the file. A higher rank replaces a lower one, so that
/// the reading order does not matter.
/// </summary>
internal readonly record struct SessionProvenance(Rank Parent, Rank SubAgent, Rank Folder, Rank Branch, Rank Title, Rank Version, Rank End)
{
    private const int Parts = 7;
    private const int PartSize = 2 * sizeof(long);

    /// <summary>The ranks of all facts from one file.</summary>
    /// <param name="firstMs">Time of its first line of the session. The earliest line decides facts about the start.</param>
    /// <param name="lastMs">Time of its last line of the session. The latest line decides everything else.</param>
    /// <param name="source">The file, by a hash that is the same on every machine.</param>
    public static SessionProvenance Of(long? firstMs, long? lastMs, long source)
    {
        Rank first = new(firstMs is { } from ? ~from : long.MinValue, source),
            last = new(lastMs ?? long.MinValue, source);
        return new SessionProvenance(first, first, first, last, last, last, last);
    }

    /// <summary>Reads stored ranks; for a ledger of an older version they are derived from the whole session.</summary>
    public static SessionProvenance Read(ReadOnlySpan<byte> kept, long? firstMs, long? lastMs)
    {
        if (kept.Length != Parts * PartSize)
            return Of(firstMs, lastMs, long.MinValue);
        return new SessionProvenance(At(kept, 0), At(kept, 1), At(kept, 2), At(kept, 3), At(kept, 4), At(kept, 5), At(kept, 6));
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
        new(
            BinaryPrimitives.ReadInt64BigEndian(kept[(part * PartSize)..]),
            BinaryPrimitives.ReadInt64BigEndian(kept[(part * PartSize + sizeof(long))..])
        );
}

using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>What a history notes of a record.</summary>
/// <param name="Row">Its key.</param>
/// <param name="Ms">Its time.</param>
/// <param name="Model">A mark of its model.</param>
/// <param name="Calls">Its calls.</param>
/// <param name="Tokens">Its tokens.</param>
internal readonly record struct GrokBuildNote(RecordKey Row, long Ms, ulong Model, long Calls, TokenUsage Tokens)
{
    private const int Size = RecordKey.Size + (8 * sizeof(long));

    public void WriteTo(List<byte> bytes)
    {
        bytes.AddRange(Row.ToArray());
        foreach (
            long number in (long[])
                [Ms, (long)Model, Calls, Tokens.Input, Tokens.CacheRead, Tokens.CacheWrite5m, Tokens.Output, Tokens.Reasoning]
        )
            Write(bytes, number);
    }

    public static void Write(List<byte> bytes, long number)
    {
        Span<byte> eight = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(eight, number);
        bytes.AddRange(eight);
    }

    public static IEnumerable<GrokBuildNote> In(byte[] bytes, int start = 0)
    {
        for (int at = start; at + Size <= bytes.Length; at += Size)
            yield return Read(bytes.AsSpan(at));
    }

    private static GrokBuildNote Read(ReadOnlySpan<byte> bytes)
    {
        Span<long> n = stackalloc long[8];
        for (int i = 0; i < n.Length; i++)
            n[i] = BinaryPrimitives.ReadInt64BigEndian(bytes[(RecordKey.Size + (i * sizeof(long)))..]);
        return new GrokBuildNote(RecordKey.Read(bytes), n[0], (ulong)n[1], n[2], new TokenUsage(n[3], n[4], n[5], 0, n[6], n[7]));
    }
}

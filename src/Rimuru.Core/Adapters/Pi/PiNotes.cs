using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>The notes of one kind that a reader makes of a session, and the bytes of all kinds.</summary>
/// <param name="source">The kind, as a source of the session's thread.</param>
internal sealed class PiNotes(byte source)
{
    private const int SumSize = 6 * sizeof(long);
    private readonly List<byte> pending = [];

    /// <summary>How many bytes earlier reads handed over.</summary>
    public int Start { get; set; }

    /// <summary>Where the notes of the next read start.</summary>
    public int End => Start + pending.Count;

    public void Add(RecordKey row, TokenUsage sum) => pending.AddRange(Of(row, sum));

    public void Add(RecordKey row, ulong usage)
    {
        pending.AddRange(row.ToArray());
        Add(usage);
    }

    public void Add(ulong usage)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, usage);
        pending.AddRange(bytes);
    }

    /// <summary>The new notes, which follow those of earlier reads; null if there are none.</summary>
    public Lineage? HandOver(RecordKey thread, RecordKey? parent = null)
    {
        if (pending.Count == 0)
            return null;
        Lineage lineage = new()
        {
            Agent = PiIdentity.Agent,
            Thread = thread,
            Source = source,
            Parent = parent,
            Start = Start,
            Content = [.. pending],
        };
        Start = End;
        pending.Clear();
        return lineage;
    }

    /// <summary>A sum. The bytes of a larger one are greater, so that the ledger keeps the latest of a file that grew.</summary>
    public static byte[] Of(TokenUsage sum)
    {
        byte[] bytes = new byte[SumSize];
        ReadOnlySpan<long> counts = [sum.Input, sum.CacheRead, sum.CacheWrite5m, sum.CacheWrite1h, sum.Output, sum.Reasoning];
        for (int i = 0; i < counts.Length; i++)
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), counts[i]);
        return bytes;
    }

    public static byte[] Of(RecordKey row, TokenUsage sum) => [.. row.ToArray(), .. Of(sum)];

    /// <summary>A sum; null if an older reader only noted that there is one.</summary>
    public static TokenUsage? SumIn(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SumSize)
            return null;
        Span<long> counts = stackalloc long[SumSize / sizeof(long)];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = BinaryPrimitives.ReadInt64BigEndian(bytes[(i * sizeof(long))..]);
        return new TokenUsage(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /// <summary>Rows with the sum of each; the sum is null if an older reader did not note it.</summary>
    public static IEnumerable<(RecordKey Row, TokenUsage? Sum)> SumsIn(byte[] notes)
    {
        if (notes.Length == RecordKey.Size)
            yield return (RecordKey.Read(notes), null);
        for (int at = 0; at + RecordKey.Size + SumSize <= notes.Length; at += RecordKey.Size + SumSize)
            yield return (RecordKey.Read(notes.AsSpan(at)), SumIn(notes.AsSpan(at + RecordKey.Size)));
    }

    /// <summary>Rows with the mark of the usage of each.</summary>
    public static IEnumerable<(RecordKey Row, ulong Usage)> MarksIn(byte[] notes)
    {
        for (int at = 0; at + RecordKey.Size + sizeof(ulong) <= notes.Length; at += RecordKey.Size + sizeof(ulong))
            yield return (RecordKey.Read(notes.AsSpan(at)), BinaryPrimitives.ReadUInt64BigEndian(notes.AsSpan(at + RecordKey.Size)));
    }

    /// <summary>The marks of usages.</summary>
    public static IEnumerable<ulong> UsagesIn(byte[] notes)
    {
        for (int at = 0; at + sizeof(ulong) <= notes.Length; at += sizeof(ulong))
            yield return BinaryPrimitives.ReadUInt64BigEndian(notes.AsSpan(at));
    }
}

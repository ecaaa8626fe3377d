using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Rimuru.Core.Records;

/// <summary>A key in the ledger: the first 128 bits of the SHA-256 of the agent's own identity of the record.</summary>
internal readonly record struct RecordKey(ulong High, ulong Low) : IComparable<RecordKey>
{
    public const int Size = 16;

    /// <summary>The key of a text that identifies the record among those of its kind.</summary>
    public static RecordKey Of(KeySpace space, string identity) => Of(space, Encoding.UTF8.GetBytes(identity));

    /// <summary>The key of the bytes that identify the record among those of its kind.</summary>
    public static RecordKey Of(KeySpace space, ReadOnlySpan<byte> identity)
    {
        const int OnStack = 512;
        ReadOnlySpan<byte> prefix = space.Prefix;
        int length = prefix.Length + identity.Length;
        byte[]? rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> input = rented ?? stackalloc byte[OnStack];
        prefix.CopyTo(input);
        identity.CopyTo(input[prefix.Length..]);
        Span<byte> hash = stackalloc byte[KeyHash.Size];
        KeyHash.Of(input[..length], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return Read(hash);
    }

    /// <summary>The key of a record that another key identifies.</summary>
    public static RecordKey Of(KeySpace space, RecordKey identity)
    {
        Span<byte> bytes = stackalloc byte[Size];
        identity.Write(bytes);
        return Of(space, bytes);
    }

    public static RecordKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, High);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Low);
    }

    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    public int CompareTo(RecordKey other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public override string ToString() => $"{High:x16}{Low:x16}";
}

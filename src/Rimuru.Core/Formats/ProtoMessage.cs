namespace Rimuru.Core.Formats;

/// <summary>
/// A message of Protocol Buffers whose schema is not known: fields are found by number. A damaged message has the fields before the damage.
/// </summary>
internal readonly ref struct ProtoMessage(ReadOnlySpan<byte> bytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Length = 2;
    private const int Fixed32 = 5;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The last message with this number; empty if there is none.</summary>
    public ProtoMessage Message(int field) => new(Bytes(field));

    /// <summary>The last text or bytes with this number; empty if there is none.</summary>
    public ReadOnlySpan<byte> Bytes(int field) => Find(field, Length) is { } found ? bytes.Slice(found.Start, found.Size) : [];

    /// <summary>The last whole number with this number; null if there is none.</summary>
    public long? Number(int field) => Find(field, Varint)?.Number;

    /// <summary>The next message with this number behind <paramref name="at"/>, which begins at zero.</summary>
    public bool TryNext(int field, ref int at, out ProtoMessage message)
    {
        while (TryVarint(ref at, out ulong tag) && TryField(ref at, (int)(tag & 7), out Field found))
        {
            if ((tag & 7) != Length || tag >> 3 != (ulong)field)
                continue;
            message = new ProtoMessage(bytes.Slice(found.Start, found.Size));
            return true;
        }

        message = default;
        return false;
    }

    /// <summary>The whole numbers of a packed field; only the first thousands of a field that has more.</summary>
    public List<long> Packed(int field)
    {
        const int MostNumbers = 4096;
        ProtoMessage packed = Message(field);
        List<long> numbers = [];
        for (int at = 0; numbers.Count < MostNumbers && packed.TryVarint(ref at, out ulong number); )
            numbers.Add((long)number);
        return numbers;
    }

    private Field? Find(int number, int kind)
    {
        Field? found = null;
        int at = 0;
        while (TryVarint(ref at, out ulong tag))
        {
            int wire = (int)(tag & 7);
            if (!TryField(ref at, wire, out Field field))
                break;
            if (wire == kind && tag >> 3 == (ulong)number)
                found = field;
        }

        return found;
    }

    private bool TryField(ref int at, int wire, out Field field)
    {
        field = default;
        ulong size = 0;
        switch (wire)
        {
            case Varint:
                bool isWhole = TryVarint(ref at, out ulong value);
                field = new Field(at, 0, (long)value);
                return isWhole;
            case Fixed64:
                size = sizeof(ulong);
                break;
            case Fixed32:
                size = sizeof(uint);
                break;
            case Length when TryVarint(ref at, out size):
                break;
            default:
                return false;
        }

        if (size > (ulong)(bytes.Length - at))
            return false;
        field = new Field(at, (int)size, 0);
        at += (int)size;
        return true;
    }

    private bool TryVarint(ref int at, out ulong value)
    {
        const int MostBytes = 10;
        value = 0;
        for (int i = 0; i < MostBytes && at + i < bytes.Length; i++)
        {
            value |= (ulong)(bytes[at + i] & 0x7F) << (7 * i);
            if ((bytes[at + i] & 0x80) != 0)
                continue;
            at += i + 1;
            return true;
        }

        return false;
    }

    private readonly record struct Field(int Start, int Size, long Number);
}

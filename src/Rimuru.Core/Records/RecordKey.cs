using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rimuru.Core.Records;

/// <summary>Identity of something in the ledger: the first 128 bits of the SHA-256 of an agent's own identity of it.</summary>
internal readonly record struct RecordKey(ulong High, ulong Low) : IComparable<RecordKey>
{
    public const int Size = 16;

    /// <summary>The key of a namespace (one byte an agent and kind of identity) and the bytes that identify the record there.</summary>
    public static RecordKey Of(KeySpace space, ReadOnlySpan<byte> identity)
    {
        const int OnStack = 512;
        byte[]? rented = identity.Length >= OnStack ? ArrayPool<byte>.Shared.Rent(identity.Length + 1) : null;
        Span<byte> input = rented ?? stackalloc byte[OnStack];
        input[0] = (byte)space;
        identity.CopyTo(input[1..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..(identity.Length + 1)], hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return Read(hash);
    }

    public static RecordKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, High);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Low);
    }

    public int CompareTo(RecordKey other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public override string ToString() => $"{High:x16}{Low:x16}";
}

/// <summary>What a key identifies. The numbers are part of every stored key: add, never change.</summary>
internal enum KeySpace : byte
{
    Session = 1,
    Name = 2,
    File = 3,
    ClaudeMessage = 10,
    ClaudeRequest = 11,
    ClaudeLine = 12,
    ClaudeAnonymous = 13,
    ClaudeAdvisor = 14,
    ClaudeSearch = 15,
    ClaudeTotal = 16,
    ClaudeInferred = 17,
    CodexResponse = 20,
    CodexTotal = 21,
    CodexTurn = 22,
    OpenCodeMessage = 30,
    KiloMessage = 31,
    GooseLedger = 40,
    GooseSession = 41,
    GooseLegacy = 42,
    CursorBubble = 45,
    CursorEvent = 46,
    CopilotCall = 50,
    CopilotStoreRow = 51,
    CopilotRollUp = 52,
    CopilotMessage = 53,
    CopilotSpan = 54,
    GeminiMessage = 55,
    QwenResponse = 56,
    QwenMessage = 57,
    PiResponse = 58,
    PiEntry = 59,
    ClineMessage = 60,
    ClineSession = 61,
    ClineRequest = 62,
    AmpEvent = 63,
    AmpMessage = 64,
    DroidSession = 65,
    PiTimedResponse = 66,
    RooRequest = 67,
    KiloRequest = 68,
}

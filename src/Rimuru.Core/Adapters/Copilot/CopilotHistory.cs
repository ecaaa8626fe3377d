using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Which kind of log a session's rows come from.</summary>
internal static class CopilotSource
{
    public const byte Store = 1;
    public const byte Events = 2;
    public const byte Otel = 3;
}

/// <summary>What a row of a session rests on.</summary>
internal enum CopilotEvidence : byte
{
    /// <summary>A row of the database.</summary>
    StoreRow = 1,

    /// <summary>A <c>session.usage_record</c>.</summary>
    Record = 2,

    /// <summary>The difference of two totals of <c>session.shutdown</c>.</summary>
    RollUp = 3,

    /// <summary>An <c>assistant.message</c>, which knows the output only.</summary>
    Message = 4,

    /// <summary>A trace.</summary>
    Span = 5,
}

/// <summary>A row as the session's history keeps it, to tell later which sources repeat each other.</summary>
/// <param name="Evidence">What it rests on.</param>
/// <param name="UnixMs">Its time.</param>
/// <param name="Match">Equal for the same request in two sources.</param>
/// <param name="Key">The row.</param>
internal readonly record struct CopilotEntry(CopilotEvidence Evidence, long UnixMs, long Match, RecordKey Key)
{
    private const int Size = 40;

    /// <summary>The lineage of one session and source.</summary>
    public static Lineage LineageOf(SessionRef session, byte source, int start, List<CopilotEntry> entries)
    {
        byte[] content = new byte[entries.Count * Size];
        for (int i = 0; i < entries.Count; i++) entries[i].Write(content.AsSpan(i * Size));
        return new Lineage { Agent = session.Agent, Thread = session.Key, Source = source, Start = start * Size, Content = content };
    }

    public static CopilotEntry[] ReadAll(byte[] content)
    {
        CopilotEntry[] entries = new CopilotEntry[content.Length / Size];
        for (int i = 0; i < entries.Length; i++)
        {
            ReadOnlySpan<byte> from = content.AsSpan(i * Size);
            entries[i] = new CopilotEntry(
                (CopilotEvidence)BinaryPrimitives.ReadInt64BigEndian(from), BinaryPrimitives.ReadInt64BigEndian(from[8..]),
                BinaryPrimitives.ReadInt64BigEndian(from[16..]), RecordKey.Read(from[24..]));
        }

        return entries;
    }

    private void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, (long)Evidence);
        BinaryPrimitives.WriteInt64BigEndian(target[8..], UnixMs);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], Match);
        Key.Write(target[24..]);
    }
}

using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>The kinds of logs that a session's rows come from.</summary>
internal static class CopilotSource
{
    public const byte Store = 1;
    public const byte Events = 2;
    public const byte Otel = 3;
}

/// <summary>The kinds of evidence for a row of a session.</summary>
internal enum CopilotEvidence : byte
{
    /// <summary>A row of the database.</summary>
    StoreRow = 1,

    /// <summary>A <c>session.usage_record</c>.</summary>
    Record = 2,

    /// <summary>The difference of two totals of <c>session.shutdown</c>.</summary>
    RollUp = 3,

    /// <summary>An <c>assistant.message</c>, which has only the output tokens.</summary>
    Message = 4,

    /// <summary>A trace.</summary>
    Span = 5,

    /// <summary>The request of a compaction, from its event.</summary>
    Summary = 6,

    /// <summary>The start of a leg; no row.</summary>
    Leg = 7,
}

/// <summary>A row in the session's history, by which repetitions in other sources are recognized later.</summary>
/// <param name="Evidence">Its evidence.</param>
/// <param name="UnixMs">Its time.</param>
/// <param name="Match">Equal for the same request in two sources.</param>
/// <param name="Key">The row.</param>
/// <param name="Model">A hash of its model.</param>
/// <param name="Used">Its counts, without the reasoning; only the first row of a roll-up has them.</param>
internal readonly record struct CopilotEntry(
    CopilotEvidence Evidence,
    long UnixMs,
    long Match,
    RecordKey Key,
    long Model,
    CopilotUsage Used
)
{
    private const int Size = 80;

    /// <summary>The size of entries without model and counts. Histories of earlier versions have these, and no mark before them.</summary>
    private const int OldSize = 40;
    private const long Mark = -1;

    public CopilotEntry(CopilotEvidence evidence, long unixMs, RecordKey key, string? model, CopilotUsage used)
        : this(evidence, unixMs, used.IsZero ? 0 : used.Match, key, StableHash.Of(model ?? ""), used) { }

    /// <summary>The lineage of one session and source.</summary>
    public static Lineage LineageOf(SessionRef session, byte source, int start, List<CopilotEntry> entries)
    {
        int mark = start == 0 && entries.Count > 0 ? sizeof(long) : 0;
        byte[] content = new byte[mark + (entries.Count * Size)];
        if (mark > 0)
            BinaryPrimitives.WriteInt64BigEndian(content, Mark);
        for (int i = 0; i < entries.Count; i++)
            entries[i].Write(content.AsSpan(mark + (i * Size)));
        return new Lineage
        {
            Agent = session.Agent,
            Thread = session.Key,
            Source = source,
            Start = start == 0 ? 0 : sizeof(long) + (start * Size),
            Content = content,
        };
    }

    /// <summary>True if the program's own logs have anything that the session used.</summary>
    public static bool HasRequests(Lineage history) =>
        history.Source is CopilotSource.Store or CopilotSource.Events
        && Array.Exists(ReadAll(history.Content), entry => entry.Evidence != CopilotEvidence.Leg);

    public static CopilotEntry[] ReadAll(byte[] content)
    {
        bool isOld = content.Length < sizeof(long) || BinaryPrimitives.ReadInt64BigEndian(content) != Mark;
        ReadOnlySpan<byte> from = isOld ? content : content.AsSpan(sizeof(long));
        int size = isOld ? OldSize : Size;
        CopilotEntry[] entries = new CopilotEntry[from.Length / size];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = Read(from.Slice(i * size, size));
        return entries;
    }

    private static CopilotEntry Read(ReadOnlySpan<byte> from)
    {
        long Number(int at, ReadOnlySpan<byte> bytes) => bytes.Length > at ? BinaryPrimitives.ReadInt64BigEndian(bytes[at..]) : 0;
        return new CopilotEntry(
            (CopilotEvidence)Number(0, from),
            Number(8, from),
            Number(16, from),
            RecordKey.Read(from[24..]),
            Number(40, from),
            new CopilotUsage(Number(48, from), Number(56, from), Number(64, from), Number(72, from), 0)
        );
    }

    private void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, (long)Evidence);
        BinaryPrimitives.WriteInt64BigEndian(target[8..], UnixMs);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], Match);
        Key.Write(target[24..]);
        BinaryPrimitives.WriteInt64BigEndian(target[40..], Model);
        BinaryPrimitives.WriteInt64BigEndian(target[48..], Used.Input);
        BinaryPrimitives.WriteInt64BigEndian(target[56..], Used.Read);
        BinaryPrimitives.WriteInt64BigEndian(target[64..], Used.Written);
        BinaryPrimitives.WriteInt64BigEndian(target[72..], Used.Output);
    }
}

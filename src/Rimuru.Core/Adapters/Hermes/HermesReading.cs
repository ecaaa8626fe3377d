using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>
/// One reading of a session. How its counters are shared out changes as they grow, so a record counts only if the latest reading has it.
/// </summary>
/// <param name="Session">The session's id.</param>
/// <param name="Whole">The sum of its own counter.</param>
/// <param name="Held">That of the counters that split it.</param>
/// <param name="InDays">That of its days.</param>
internal readonly record struct HermesReading(string Session, long Whole, long Held, long InDays)
{
    /// <summary>Of two readings the later one has the larger sums.</summary>
    public Rank Rank => new(Whole, Held + InDays);

    /// <summary>Equal lengths: the ledger keeps the greatest bytes, which are those of the latest reading.</summary>
    private byte[] Stamp
    {
        get
        {
            byte[] bytes = new byte[3 * sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, Whole);
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(long)), Held);
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(2 * sizeof(long)), InDays);
            return bytes;
        }
    }

    /// <summary>That this reading has some records of the session, and lacks others that an earlier one may have had.</summary>
    public IEnumerable<Lineage> Lineages(IReadOnlySet<RecordKey> records, IEnumerable<RecordKey> possible)
    {
        byte[] stamp = Stamp,
            none = new byte[stamp.Length];
        RecordKey session = HermesIdentity.OfSession(Session);
        yield return Of(session, null, stamp);
        foreach (RecordKey record in records.Union(possible))
            yield return Of(record, session, records.Contains(record) ? stamp : none);
    }

    /// <summary>A record that the latest reading of its session lacks is no longer part of it.</summary>
    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> record, IReadOnlyList<Lineage> session) =>
        session is [{ } latest]
            ? record.Select(own => new Verdict(own.Thread, own.Content.AsSpan().SequenceCompareTo(latest.Content) < 0))
            : [];

    private static Lineage Of(RecordKey thread, RecordKey? parent, byte[] stamp) =>
        new()
        {
            Agent = HermesIdentity.Agent,
            Thread = thread,
            Parent = parent,
            Content = stamp,
        };
}

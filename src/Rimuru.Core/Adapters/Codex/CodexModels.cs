using System.Buffers.Binary;
using System.Text;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The models of a thread, as the ledger keeps them for threads that continue it. A fork that continues with another model may first have
/// its history compacted by the old one. No line of the fork names the old model: it is the last one of the previous thread before the fork
/// began.
/// </summary>
internal sealed class CodexModels
{
    private const int MostAncestors = 64;
    private const int HeadSize = 1 + (2 * sizeof(long)) + 1;

    private readonly List<byte> added = [];

    /// <summary>The new part since the last read.</summary>
    public byte[] Added => [.. added];

    /// <summary>Records the point at which the thread continues another.</summary>
    public void Begin(long? ordinal, long ms) => Add(Kind.Begin, ordinal, ms, []);

    /// <summary>Records a turn with another model than before.</summary>
    public void Turn(string model, long? ordinal, long ms) => Add(Kind.Turn, ordinal, ms, Encoding.UTF8.GetBytes(model));

    /// <summary>Records a response before the first turn that names a model.</summary>
    public void Await(RecordKey response)
    {
        Span<byte> key = stackalloc byte[RecordKey.Size];
        response.Write(key);
        Add(Kind.Awaiting, null, 0, key);
    }

    /// <summary>The responses of a thread whose model only another thread knows, with that model.</summary>
    /// <param name="own">The histories of the thread.</param>
    /// <param name="historyOf">The histories of any thread.</param>
    public static IEnumerable<(RecordKey Response, string Model)> Resolve(
        IReadOnlyList<Lineage> own,
        Func<RecordKey, IReadOnlyList<Lineage>> historyOf
    )
    {
        Entry[] entries = ReadAll(own);
        if (!Array.Exists(entries, entry => entry.Kind == Kind.Awaiting))
            yield break;
        if (Before(own, entries, historyOf) is not { } model)
            yield break;
        foreach (Entry entry in entries)
        {
            if (entry.Kind == Kind.Awaiting)
                yield return (RecordKey.Read(entry.Content), model);
        }
    }

    /// <summary>The last model of the previous thread before this one continues it, or that of the thread before.</summary>
    private static string? Before(IReadOnlyList<Lineage> own, Entry[] entries, Func<RecordKey, IReadOnlyList<Lineage>> historyOf)
    {
        (long ordinal, long ms) = (long.MaxValue, long.MaxValue);
        for (int generation = 0; generation < MostAncestors; generation++)
        {
            if (Array.Find(entries, entry => entry.Kind == Kind.Begin) is { } begin)
            {
                if (begin.Ordinal >= 0)
                    ordinal = Math.Min(ordinal, begin.Ordinal);
                ms = Math.Min(ms, begin.UnixMs);
            }

            if (own.Select(lineage => lineage.Parent).FirstOrDefault(parent => parent is not null) is not { } parent)
                return null;
            own = historyOf(parent);
            entries = ReadAll(own);
            Entry? turn = Array.FindLast(
                entries,
                entry =>
                    entry.Kind == Kind.Turn
                    && (ordinal < long.MaxValue && entry.Ordinal >= 0 ? entry.Ordinal < ordinal : entry.UnixMs <= ms)
            );
            if (turn is not null)
                return Encoding.UTF8.GetString(turn.Content);
        }

        return null;
    }

    private void Add(Kind kind, long? ordinal, long ms, ReadOnlySpan<byte> content)
    {
        if (content.Length > byte.MaxValue)
            return;
        Span<byte> head = stackalloc byte[HeadSize];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(head[1..], ordinal ?? -1);
        BinaryPrimitives.WriteInt64BigEndian(head[(1 + sizeof(long))..], ms);
        head[^1] = (byte)content.Length;
        added.AddRange(head);
        added.AddRange(content);
    }

    private static Entry[] ReadAll(IReadOnlyList<Lineage> histories)
    {
        List<Entry> entries = [];
        if (histories.FirstOrDefault(history => history.Source == CodexSource.Models) is not { Content: { } content })
            return [];
        for (int at = 0; at + HeadSize <= content.Length; )
        {
            ReadOnlySpan<byte> head = content.AsSpan(at, HeadSize);
            int length = head[^1];
            if (at + HeadSize + length > content.Length)
                break;
            entries.Add(
                new Entry(
                    (Kind)head[0],
                    BinaryPrimitives.ReadInt64BigEndian(head[1..]),
                    BinaryPrimitives.ReadInt64BigEndian(head[(1 + sizeof(long))..]),
                    content[(at + HeadSize)..(at + HeadSize + length)]
                )
            );
            at += HeadSize + length;
        }

        return [.. entries];
    }

    private enum Kind : byte
    {
        Begin = 0,
        Turn = 1,
        Awaiting = 2,
    }

    private sealed record Entry(Kind Kind, long Ordinal, long UnixMs, byte[] Content);
}

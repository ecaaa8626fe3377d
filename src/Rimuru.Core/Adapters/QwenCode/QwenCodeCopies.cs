using System.Buffers.Binary;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>Which source of a session a row is from.</summary>
internal static class QwenCodeSource
{
    public const byte Telemetry = 1;
    public const byte Messages = 2;

    /// <summary>The monthly log of requests.</summary>
    public const byte Requests = 3;
}

/// <summary>A row in its session's history: its key, and a hash that telemetry and message of one response share.</summary>
internal readonly record struct QwenCodeEntry(long Match, RecordKey Key)
{
    public const int Size = 24;

    public static byte[] Write(List<QwenCodeEntry> entries)
    {
        byte[] content = new byte[entries.Count * Size];
        for (int i = 0; i < entries.Count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(i * Size), entries[i].Match);
            entries[i].Key.Write(content.AsSpan((i * Size) + sizeof(long)));
        }

        return content;
    }

    public static IEnumerable<QwenCodeEntry> ReadAll(byte[] content)
    {
        for (int i = 0; i + Size <= content.Length; i += Size)
            yield return new QwenCodeEntry(
                BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(i)),
                RecordKey.Read(content.AsSpan(i + sizeof(long)))
            );
    }
}

/// <summary>
/// Finds the copies. A message's own usage is a copy if telemetry has the same response, in the session's log or, for a sub-agent, in its
/// parent's. A line of the monthly log is a copy if the session's own log has the response. Rows of a sub-agent's log are copies of the
/// line, which belongs to its parent.
/// </summary>
internal static class QwenCodeCopies
{
    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> sources, IReadOnlyList<Lineage> parent)
    {
        HashSet<long> ofTelemetry = Matches(sources.Concat(parent).Where(lineage => lineage.Source == QwenCodeSource.Telemetry));
        HashSet<long> ofParent = Matches(parent.Where(lineage => lineage.Source == QwenCodeSource.Requests));
        HashSet<long> ofChat = Matches(sources.Where(lineage => lineage.Source is QwenCodeSource.Telemetry or QwenCodeSource.Messages));
        foreach (Lineage lineage in sources)
        {
            if (lineage.Source == QwenCodeSource.Telemetry)
                continue;
            bool isMessage = lineage.Source == QwenCodeSource.Messages;
            foreach (QwenCodeEntry entry in QwenCodeEntry.ReadAll(lineage.Content))
                yield return new Verdict(
                    entry.Key,
                    isMessage ? ofTelemetry.Contains(entry.Match) || ofParent.Contains(entry.Match) : ofChat.Contains(entry.Match)
                );
        }
    }

    private static HashSet<long> Matches(IEnumerable<Lineage> lineages) =>
        [.. lineages.SelectMany(lineage => QwenCodeEntry.ReadAll(lineage.Content)).Select(entry => entry.Match)];
}

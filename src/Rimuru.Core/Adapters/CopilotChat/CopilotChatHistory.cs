using System.Buffers.Binary;
using Rimuru.Core.Adapters.Copilot;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Which of a session's sources a row is from.</summary>
internal static class CopilotChatSource
{
    public const byte Traces = 1;
    public const byte DebugLog = 2;
    public const byte Chat = 3;

    /// <summary>A file of traces, which is read with Copilot CLI's.</summary>
    public const byte Otel = 4;
}

/// <summary>The rows of one source of a session, by which it is decided which source counts.</summary>
internal static class CopilotChatHistory
{
    private const int Size = RecordKey.Size + sizeof(long);

    /// <summary>The lineage of one session and source.</summary>
    /// <param name="session">The session.</param>
    /// <param name="source">Its source.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="before">The number of rows that the source handed over earlier.</param>
    public static Lineage LineageOf(SessionRef session, byte source, IReadOnlyCollection<(RecordKey Key, long Ms)> rows, int before = 0)
    {
        byte[] content = new byte[rows.Count * Size];
        int at = 0;
        foreach ((RecordKey key, long ms) in rows)
        {
            key.Write(content.AsSpan(at));
            BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(at + RecordKey.Size), ms);
            at += Size;
        }

        return new Lineage
        {
            Agent = CopilotChatIdentity.Agent,
            Thread = session.Key,
            Source = source,
            Parent = new SessionRef(CopilotIdentity.Agent, session.SessionId).Key,
            Start = before * Size,
            Content = content,
        };
    }

    /// <summary>
    /// A chat has only the last request of each turn: its turns count where no request is known, which is before logging was switched on.
    /// A session that Copilot CLI has as well was that program's, which the editor started: nothing of it counts here.
    /// </summary>
    /// <param name="sources">The session's histories.</param>
    /// <param name="program">Those of Copilot CLI's session of the same id.</param>
    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> sources, IReadOnlyList<Lineage> program)
    {
        bool isCopy = program.Any(CopilotEntry.HasRequests);
        (RecordKey Key, long Ms)[] requests =
        [
            .. Rows(sources, CopilotChatSource.Traces),
            .. Rows(sources, CopilotChatSource.DebugLog),
            .. Rows(sources, CopilotChatSource.Otel),
        ];
        foreach (RecordKey key in requests.Select(request => request.Key).Distinct())
            yield return new Verdict(key, isCopy);
        long since = requests.Select(row => row.Ms).DefaultIfEmpty(long.MaxValue).Min();
        long next = long.MaxValue;

        // A turn with totals has a row per model, all of one time.
        foreach (var turn in Rows(sources, CopilotChatSource.Chat).GroupBy(row => row.Ms).OrderByDescending(rows => rows.Key))
        {
            foreach (RecordKey key in turn.Select(row => row.Key))
                yield return new Verdict(key, isCopy || since < next);
            next = turn.Key;
        }
    }

    private static IEnumerable<(RecordKey Key, long Ms)> Rows(IReadOnlyList<Lineage> sources, byte source)
    {
        byte[] content = sources.FirstOrDefault(lineage => lineage.Source == source)?.Content ?? [];
        for (int at = 0; at + Size <= content.Length; at += Size)
        {
            yield return (RecordKey.Read(content.AsSpan(at)), BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(at + RecordKey.Size)));
        }
    }
}

namespace Rimuru.Core.Events;

/// <summary>
/// What the enabled hooks of a ledger want: the kinds of events, each with the earliest time from which on a hook wants it. What none wants
/// is not written.
/// </summary>
internal sealed class EventWishes
{
    private readonly long[] since;

    /// <param name="hooks">The kinds of each hook as bits, and its first time; that of a hook that was told the past is negative.</param>
    public EventWishes(IEnumerable<(long Kinds, long SinceMs)> hooks)
    {
        since = [.. Enumerable.Repeat(long.MaxValue, Enum.GetValues<EventKind>().Length)];
        foreach ((long kinds, long sinceMs) in hooks)
        {
            for (int kind = 0; kind < since.Length; kind++)
            {
                if ((kinds & BitOf((EventKind)kind)) != 0)
                    since[kind] = Math.Min(since[kind], Math.Abs(Math.Max(sinceMs, -long.MaxValue)));
            }
        }
    }

    public bool IsAny => Array.Exists(since, first => first != long.MaxValue);

    /// <summary>True if sessions must be followed.</summary>
    public bool IsAboutSessions => Wants(EventKind.SessionStart) || Wants(EventKind.SessionEnd);

    public bool Wants(EventKind kind) => since[(int)kind] != long.MaxValue;

    /// <summary>True if a hook wants an event of a kind and a time.</summary>
    public bool Wants(EventKind kind, long atMs) => Wants(kind) && atMs >= since[(int)kind];

    public static long BitsOf(IEnumerable<EventKind> kinds) => kinds.Aggregate(0L, (bits, kind) => bits | BitOf(kind));

    public static long BitOf(EventKind kind) => 1L << (int)kind;
}

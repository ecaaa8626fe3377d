namespace Rimuru.Core.Reports;

/// <summary>
/// What the sessions of an agent spend in a quarter of an hour. It is asked about one span after the other, and each asks for the dearest
/// hundredth only: so what it knows is kept in order, and the two ends of its time move on.
/// </summary>
internal sealed class UsualSpending
{
    /// <summary>How many spans back it looks.</summary>
    private const long Spans = RunawayRule.PastMs / RunawayRule.SpanMs;

    private const int LeastSpans = 40;
    private const int LeastSessions = 5;
    private const double High = 0.99;

    /// <summary>Spans that are too recent to be the past, with what each session spent in them so far.</summary>
    private readonly SortedDictionary<long, Dictionary<long, long>> recent = [];

    /// <summary>Spans of the past, oldest first.</summary>
    private readonly Queue<(long Span, Dictionary<long, long> Costs)> past = [];

    /// <summary>All that was spent in a span of the past, the least first.</summary>
    private readonly SortedSet<(long Nano, long Session, long Span)> ranked = [];

    private readonly Dictionary<long, int> spansOf = [];

    /// <summary>Notes that a session has spent something. Spans that were asked about get no more.</summary>
    public void Note(long span, long session, long nano)
    {
        if (!recent.TryGetValue(span, out Dictionary<long, long>? costs))
            recent.Add(span, costs = []);
        costs[session] = costs.GetValueOrDefault(session) + nano;
    }

    /// <summary>
    /// What the other sessions spent in their dearest hundredth of the spans before the last one, in nano-USD; null if they are too few to
    /// say.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="span">The span; none after it has been asked about.</param>
    public long? Beside(long session, long span)
    {
        MoveTo(span);
        int others = ranked.Count - spansOf.GetValueOrDefault(session);
        if (others < LeastSpans || spansOf.Count <= LeastSessions)
            return null;
        int dearer = others - (int)Math.Ceiling(others * High);
        foreach ((long nano, long whose, _) in ranked.Reverse())
        {
            if (whose != session && dearer-- == 0)
                return nano;
        }

        return null;
    }

    private void MoveTo(long span)
    {
        while (recent.Count > 0 && recent.First() is var (at, costs) && at < span - 1)
        {
            recent.Remove(at);
            past.Enqueue((at, costs));
            foreach ((long session, long nano) in costs)
            {
                ranked.Add((nano, session, at));
                spansOf[session] = spansOf.GetValueOrDefault(session) + 1;
            }
        }

        while (past.TryPeek(out (long Span, Dictionary<long, long> Costs) oldest) && oldest.Span < span - Spans)
        {
            past.Dequeue();
            foreach ((long session, long nano) in oldest.Costs)
            {
                ranked.Remove((nano, session, oldest.Span));
                spansOf[session]--;
            }
        }
    }
}

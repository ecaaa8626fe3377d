using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// Counts the turns of the sessions of one transcript by the reasons for which responses stopped; part of the reader's state.
/// </summary>
internal sealed class ClaudeCodeTurns
{
    private readonly Dictionary<string, Count> counts = new(StringComparer.Ordinal);

    /// <summary>
    /// Null where no response has a reason: older releases write none, and an interruption alone says nothing of the turns that were not
    /// interrupted.
    /// </summary>
    public long? Of(string sessionId) => counts.TryGetValue(sessionId, out Count? count) && count.HasReasons ? count.Turns : null;

    /// <summary>A line of a response of the session's own thread. Several lines of one response tell the same end.</summary>
    public void Answered(string sessionId, RecordKey response, SessionEnd end)
    {
        if (end == SessionEnd.Unknown)
            return;
        Count count = CountOf(sessionId);
        count.HasReasons = true;
        if (!count.IsOpen && response != count.Ended)
            count.Turns++;
        count.IsOpen = end == SessionEnd.OpenTurn;
        if (!count.IsOpen)
            count.Ended = response;
    }

    /// <summary>The user stopped the open turn, or one that had no whole response yet.</summary>
    public void Interrupted(string sessionId)
    {
        Count count = CountOf(sessionId);
        if (!count.IsOpen)
            count.Turns++;
        count.IsOpen = false;
    }

    public void Save(StateWriter state)
    {
        state.Add(counts.Count);
        foreach ((string session, Count count) in counts)
            state.Add(session).Add(count.Turns).Add(count.IsOpen).Add(count.HasReasons).Add(count.Ended);
    }

    public void Restore(StateReader state)
    {
        for (long i = state.Number(); i > 0; i--)
        {
            counts[state.Text()!] = new Count
            {
                Turns = state.Number(),
                IsOpen = state.Flag(),
                HasReasons = state.Flag(),
                Ended = state.Key(),
            };
        }
    }

    private Count CountOf(string sessionId)
    {
        if (!counts.TryGetValue(sessionId, out Count? count))
            counts.Add(sessionId, count = new Count());
        return count;
    }

    private sealed class Count
    {
        public long Turns { get; set; }

        public bool IsOpen { get; set; }

        public bool HasReasons { get; set; }

        /// <summary>The response that ended the last turn.</summary>
        public RecordKey Ended { get; set; }
    }
}

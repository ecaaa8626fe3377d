using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>Counts the turns of a transcript's sessions by the stop reasons of responses; part of the reader's state.</summary>
internal sealed class ClaudeCodeTurns
{
    private readonly Dictionary<string, Count> counts = new(StringComparer.Ordinal);

    /// <summary>
    /// The number of turns; null if no response has a stop reason. Older releases log none, and an interruption alone says nothing about
    /// the other turns.
    /// </summary>
    public long? Of(string sessionId) => counts.TryGetValue(sessionId, out Count? count) && count.HasReasons ? count.Turns : null;

    /// <summary>Adds a line of a response in the session's own thread. Several lines of one response have the same stop reason.</summary>
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

    /// <summary>The user stopped the open turn, which may not have a complete response yet.</summary>
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

using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// Distinguishes the responses of one transcript by their ids. An id from the API is an identity. A relay may give every response the same
/// id. Copies and content blocks keep id, time and usage, so a line that differs in both time and usage is another response. Part of the
/// reader's state.
/// </summary>
internal sealed class ClaudeCodeResponses
{
    /// <summary>
    /// The number of responses that following lines may still belong to: responses of side chains alternate with those of the session.
    /// </summary>
    private const int Remembered = 16;

    /// <summary>The largest output in the first event of a stream.</summary>
    private const long LargestStub = 8;

    /// <summary>How long after a response a line without counts may still belong to it.</summary>
    private const long PlaceholderMs = 60_000;

    private readonly List<Response> recent = [];

    /// <summary>True for an id of one response only: the line also has a request id, or the id is long enough to be random.</summary>
    public static bool IsIdentity(in ClaudeCodeLine line) => !line.RequestId.IsEmpty || ResponseIds.IsRandom(line.MessageId);

    /// <summary>The key of the response that a line with an id belongs to.</summary>
    public RecordKey Of(in ClaudeCodeLine line, long ms)
    {
        bool isIdentity = IsIdentity(line);
        if (!isIdentity && !line.RequestRef.IsEmpty)
            return ClaudeCodeIdentity.OfRelayed(line.MessageId, line.RequestRef);
        long id = StableHash.Of(line.MessageId),
            request = line.RequestId.IsEmpty ? 0 : StableHash.Of(line.RequestId);
        bool isKnown = false;
        int atOnce = 0;
        for (int i = recent.Count - 1; i >= 0; i--)
        {
            Response known = recent[i];
            if (known.Id != id)
                continue;
            isKnown = true;
            if (known.FirstMs == ms)
                atOnce++;
            if (isIdentity ? IsOther(known, line, ms, request) : !IsSame(known, line, ms))
                continue;
            recent[i] = known with
            {
                LastMs = Math.Max(known.LastMs, ms),
                Tokens = line.Usage.Tokens.Total >= known.Tokens.Total ? line.Usage.Tokens : known.Tokens,
                IsEnded = known.IsEnded || IsEnded(line),
            };
            return known.Key;
        }

        RecordKey key =
            isIdentity && !isKnown
                ? ClaudeCodeIdentity.OfMessage(line.MessageId)
                : ClaudeCodeIdentity.OfRelayed(line.MessageId, ms, atOnce);
        if (recent.Count == Remembered)
            recent.RemoveAt(0);
        recent.Add(new Response(id, request, ms, ms, line.Usage.Tokens, IsEnded(line), line.IsSidechain, key));
        return key;
    }

    public void Save(StateWriter state)
    {
        state.Add(recent.Count);
        foreach (Response r in recent)
            state.Add(r.Id).Add(r.Request).Add(r.FirstMs).Add(r.LastMs).Add(r.Tokens).Add(r.IsEnded).Add(r.IsSidechain).Add(r.Key);
    }

    public void Restore(StateReader state)
    {
        for (long left = state.Number(); left > 0; left--)
            recent.Add(
                new Response(
                    state.Number(),
                    state.Number(),
                    state.Number(),
                    state.Number(),
                    state.Tokens(),
                    state.Flag(),
                    state.Flag(),
                    state.Key()
                )
            );
    }

    /// <summary>
    /// True if even an id that looks like the API's stands for two responses: both are complete, at different times and with different
    /// prompts, and the line has no request id.
    /// </summary>
    private static bool IsOther(Response known, in ClaudeCodeLine line, long ms, long request) =>
        known.IsEnded
        && IsEnded(line)
        && ms != known.FirstMs
        && ms != known.LastMs
        && !HasPromptOf(known.Tokens, line.Usage.Tokens)
        && request == 0
        && known.Request == 0
        && !known.IsSidechain
        && !line.IsSidechain;

    private static bool IsSame(Response known, in ClaudeCodeLine line, long ms)
    {
        TokenUsage tokens = line.Usage.Tokens;
        if (tokens == known.Tokens)
            return true;
        if (tokens.IsZero)
            return ms - known.LastMs <= PlaceholderMs;

        // A stub is replaced by the complete counts, and a growing count is one response until it ends.
        bool isStub = known.Tokens.IsZero || (!known.IsEnded && known.Tokens.Output <= LargestStub);
        if (isStub && IsGrownFrom(known.Tokens, tokens))
            return true;
        return HasPromptOf(known.Tokens, tokens) && !(known.IsEnded && IsEnded(line));
    }

    private static bool IsEnded(in ClaudeCodeLine line) => line.End != SessionEnd.Unknown;

    private static bool HasPromptOf(TokenUsage a, TokenUsage b) =>
        (a.Input, a.CacheRead, a.CacheWrite5m, a.CacheWrite1h) == (b.Input, b.CacheRead, b.CacheWrite5m, b.CacheWrite1h);

    private static bool IsGrownFrom(TokenUsage before, TokenUsage now) =>
        now.Input >= before.Input
        && now.CacheRead >= before.CacheRead
        && now.CacheWrite5m + now.CacheWrite1h >= before.CacheWrite5m + before.CacheWrite1h
        && now.Output >= before.Output;

    /// <param name="Id">A hash of the id that several responses may share.</param>
    /// <param name="Request">A hash of the request's id; 0 if there is none.</param>
    /// <param name="FirstMs">Time of its first line.</param>
    /// <param name="LastMs">Time of its last line.</param>
    /// <param name="Tokens">The counts of its most complete line.</param>
    /// <param name="IsEnded">True if a line has its stop reason.</param>
    /// <param name="IsSidechain">True on a side chain.</param>
    /// <param name="Key">Its key in the ledger.</param>
    private sealed record Response(
        long Id,
        long Request,
        long FirstMs,
        long LastMs,
        TokenUsage Tokens,
        bool IsEnded,
        bool IsSidechain,
        RecordKey Key
    );
}

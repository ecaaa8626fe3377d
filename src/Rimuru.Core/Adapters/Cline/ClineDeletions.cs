using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>
/// Handles deleted requests. A task that returns to an earlier point loses its later requests and logs their sum instead
/// (<c>deleted_api_reqs</c>). If the requests were read before, the ledger has both. The requests count if they add up to the sum;
/// otherwise the sum counts, because it includes requests that were never read.
/// </summary>
internal sealed class ClineDeletions
{
    private readonly Dictionary<RecordKey, Request> before = [];
    private readonly Dictionary<RecordKey, Request> now = [];
    private bool isRead;

    public ClineDeletions(ReadOnlySpan<byte> saved)
    {
        if (saved.IsEmpty)
            return;
        using StateReader state = new(saved);
        for (long count = state.Number(); count > 0; count--)
            before[state.Key()] = new Request(state.Number(), state.Flag(), state.Key());
    }

    /// <summary>Adds a row that the file has now.</summary>
    public void See(RecordKey key, long tokens, bool isSum) =>
        now[key] = isSum && before.TryGetValue(key, out Request known) ? known : new Request(tokens, isSum, default);

    /// <summary>The rows to retract, after the file is read.</summary>
    public IReadOnlyList<RecordKey> Settle()
    {
        isRead = true;
        List<RecordKey> sums = [.. now.Where(seen => seen.Value.IsSum && !before.ContainsKey(seen.Key)).Select(seen => seen.Key)];
        List<RecordKey> gone = [];
        foreach ((RecordKey key, Request request) in before)
        {
            if (now.ContainsKey(key))
                continue;
            if (now.ContainsKey(request.Sum))
                now[key] = request;
            else
                gone.Add(key);
        }

        if (sums.Count > 0 && gone.Count > 0 && gone.Sum(key => before[key].Tokens) < sums.Sum(key => now[key].Tokens))
            return gone;

        // There is no sum yet: it may be written a moment after the requests were removed.
        RecordKey holder = sums.Count > 0 ? sums[0] : default;
        foreach (RecordKey key in gone)
            now[key] = before[key] with { Sum = holder };
        if (gone.Count == 0)
            return [];
        foreach (RecordKey key in sums)
            now[key] = now[key] with { Tokens = 0 };
        return sums;
    }

    /// <summary>The rows that the file has, and those that it lost.</summary>
    public IEnumerable<RecordKey> Keys => now.Keys;

    public byte[] Save()
    {
        Dictionary<RecordKey, Request> all = isRead ? now : before;
        using StateWriter state = new();
        state.Add((long)all.Count);
        foreach ((RecordKey key, Request request) in all)
            state.Add(key).Add(request.Tokens).Add(request.IsSum).Add(request.Sum);
        return state.ToArray();
    }

    /// <summary>A row of the task.</summary>
    /// <param name="Tokens">Its counted tokens; zero for a sum that was replaced.</param>
    /// <param name="IsSum">True for the sum of deleted requests.</param>
    /// <param name="Sum">The sum that includes it, if the request was deleted.</param>
    private readonly record struct Request(long Tokens, bool IsSum, RecordKey Sum);
}

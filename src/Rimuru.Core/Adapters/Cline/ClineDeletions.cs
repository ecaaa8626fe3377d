using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>
/// A task that goes back to an earlier point loses its later requests and says in their place what they used together
/// (<c>deleted_api_reqs</c>). Whoever had
/// read them has both: the requests count where they are all of the sum, else the sum does, since it holds some that nobody read.
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

    /// <summary>What the file has now.</summary>
    public void See(RecordKey key, long tokens, bool isSum) =>
        now[key] = isSum && before.TryGetValue(key, out Request known) ? known : new Request(tokens, isSum, default);

    /// <summary>The rows that give way, once the file is read.</summary>
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

        // Without a sum so far: it may be written a moment after the requests were removed.
        RecordKey holder = sums.Count > 0 ? sums[0] : default;
        foreach (RecordKey key in gone)
            now[key] = before[key] with { Sum = holder };
        if (gone.Count == 0)
            return [];
        foreach (RecordKey key in sums)
            now[key] = now[key] with { Tokens = 0 };
        return sums;
    }

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
    /// <param name="Tokens">What counts of it: nothing of a sum that gave way.</param>
    /// <param name="IsSum">True for the sum of deleted requests.</param>
    /// <param name="Sum">The sum that holds it, of a request that is gone.</param>
    private readonly record struct Request(long Tokens, bool IsSum, RecordKey Sum);
}

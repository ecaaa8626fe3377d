using System.Text;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// The shortest beginning of each session id that no other id begins with, as git shows commits. A few ids are looked up; if more are
/// asked for, all are read once.
/// </summary>
/// <param name="ids">All session ids of the ledger.</param>
/// <param name="near">Those with a beginning, as <see cref="ILedgerQueries.SessionIdsFrom"/>; null to read all.</param>
internal sealed class ShortIds(Func<IEnumerable<string>> ids, Func<string, int, IReadOnlyList<string>>? near = null)
{
    /// <summary>A beginning of this length is usual, even where less would do: ids that come later rarely share it.</summary>
    private const int Usual = 8;

    /// <summary>So many ids are looked up one by one, each among so many with its beginning.</summary>
    private const int Few = 64;

    private readonly Dictionary<string, int> known = new(StringComparer.OrdinalIgnoreCase);
    private bool areAllKnown;

    public static ShortIds In(ILedgerQueries queries) => new(queries.SessionIds, queries.SessionIdsFrom);

    public string Of(string id) => LengthOf(id) is { } length && length < id.Length ? id[..length] : id;

    /// <summary>How much of an id is shown; null if it is not in the ledger.</summary>
    private int? LengthOf(string id)
    {
        if (id.Length <= Usual)
            return id.Length;
        if (known.TryGetValue(id, out int length))
            return length;
        if (areAllKnown)
            return null;
        if (near is not null && known.Count < Few && Ascii.IsValid(id.AsSpan(0, Usual)))
        {
            IReadOnlyList<string> others = near(id[..Usual], Few + 1);
            if (others.Count <= Few)
                return LengthAmong(others, id);
        }

        ReadAll();
        return known.TryGetValue(id, out length) ? length : null;
    }

    private int? LengthAmong(IReadOnlyList<string> others, string id)
    {
        if (!others.Contains(id, StringComparer.OrdinalIgnoreCase))
            return null;
        int shared =
            others.Where(other => !other.Equals(id, StringComparison.OrdinalIgnoreCase)).Max(other => (int?)Shared(other, id)) ?? 0;
        return known[id] = Whole(id, Math.Max(Usual, shared + 1));
    }

    private void ReadAll()
    {
        string[] sorted = [.. ids()];
        Array.Sort(sorted, StringComparer.OrdinalIgnoreCase);
        known.EnsureCapacity(sorted.Length);
        int before = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            // Ids in order share the longest beginning with a neighbour.
            int after = i + 1 < sorted.Length ? Shared(sorted[i], sorted[i + 1]) : 0;
            known[sorted[i]] = Whole(sorted[i], Math.Max(Usual, Math.Max(before, after) + 1));
            before = after;
        }

        areAllKnown = true;
    }

    private static int Shared(string a, string b)
    {
        int length = Math.Min(a.Length, b.Length),
            i = 0;
        while (i < length && char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[i]))
            i++;
        return i;
    }

    /// <summary>No character that consists of two is taken apart.</summary>
    private static int Whole(string id, int length) => length < id.Length && char.IsHighSurrogate(id[length - 1]) ? length + 1 : length;
}

namespace Rimuru.Core.Reports;

/// <summary>
/// The shortest beginning of each session id that no other id begins with, as git shows commits. Read once, when the first is asked for.
/// </summary>
/// <param name="ids">All session ids of the ledger.</param>
internal sealed class ShortIds(Func<IEnumerable<string>> ids)
{
    /// <summary>A beginning of this length is usual, even where less would do: ids that come later rarely share it.</summary>
    private const int Usual = 8;

    private Dictionary<string, int>? lengths;

    public string Of(string id) => (lengths ??= Lengths()).TryGetValue(id, out int length) && length < id.Length ? id[..length] : id;

    private Dictionary<string, int> Lengths()
    {
        string[] sorted = [.. ids()];
        Array.Sort(sorted, StringComparer.OrdinalIgnoreCase);
        Dictionary<string, int> found = new(sorted.Length, StringComparer.OrdinalIgnoreCase);
        int before = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            // Ids in order share the longest beginning with a neighbour.
            int after = i + 1 < sorted.Length ? Shared(sorted[i], sorted[i + 1]) : 0;
            found[sorted[i]] = Whole(sorted[i], Math.Max(Usual, Math.Max(before, after) + 1));
            before = after;
        }

        return found;
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

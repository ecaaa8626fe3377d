namespace Rimuru.Core.Errors;

/// <summary>Finds the intended word for a misspelt one, for "Did you mean …?".</summary>
internal static class Spelling
{
    /// <summary>The question after a message about an unknown name; empty if no candidate is close.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) => Question(Nearest(word, candidates));

    /// <summary>The question about the word that was probably meant; empty if there is none.</summary>
    public static string Question(string? near) => near is null ? "" : $" Did you mean '{near}'?";

    /// <summary>
    /// The closest candidate, ignoring case: at most a third of the letters differ, or it is a longer form of the word; null if none is
    /// close.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        const int Longest = 64;
        if (word.Length is 0 or > Longest)
            return null;
        string typed = word.ToLowerInvariant();
        string? nearest = null;
        int best = Math.Max(1, typed.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            string known = candidate.ToLowerInvariant();
            bool isStart = typed.Length >= 3 && known.StartsWith(typed, StringComparison.Ordinal);
            int distance = isStart ? Math.Min(1, known.Length - typed.Length) : Distance(typed, known);
            if (distance >= best)
                continue;
            best = distance;
            nearest = candidate;
        }
        return nearest;
    }

    // Optimal string alignment: insert, delete, replace, or swap two neighbours.
    private static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1];
        int[] last = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(last[j], row[j - 1]));
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (swapped)
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }
}

using System.Text;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Ids of responses. A server between the agent and the API may give the same id to every response, so an id is an identity only if it
/// looks random.
/// </summary>
internal static class ResponseIds
{
    /// <summary>The least length of an id from an API, which has some twenty random characters.</summary>
    private const int ShortestRandom = 16;
    private const int FewestLetters = 8;

    /// <summary>The id if it is an identity, else null.</summary>
    public static string? Identity(string? id) => id is not null && IsRandom(Encoding.UTF8.GetBytes(id)) ? id : null;

    public static bool IsRandom(ReadOnlySpan<byte> id)
    {
        if (id.Length < ShortestRandom)
            return false;
        Span<bool> seen = stackalloc bool[byte.MaxValue + 1];
        seen.Clear();
        int letters = 0;
        foreach (byte letter in id)
        {
            if (!seen[letter])
                letters++;
            seen[letter] = true;
        }

        return letters >= FewestLetters;
    }
}

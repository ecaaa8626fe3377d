namespace Rimuru.Core.Store.Contracts;

/// <summary>The range that holds every id with a beginning, in the order of lower-case ASCII letters: [From, To).</summary>
internal readonly record struct IdRange(string From, string To)
{
    /// <param name="beginning">Some ASCII characters.</param>
    public static IdRange Of(string beginning)
    {
        string from = beginning.ToLowerInvariant();
        return new IdRange(from, from[..^1] + (char)(from[^1] + 1));
    }
}

namespace Rimuru.Core.Reports;

/// <summary>Records in an order, of which a part is made when it is asked for.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Count">How many there are.</param>
/// <param name="Part">Those from a position on, and how many of them at most.</param>
internal sealed record Paged<T>(int Count, Func<int, int, IReadOnlyList<T>> Part)
{
    /// <summary>Records that are all there.</summary>
    public static Paged<T> Of(IReadOnlyList<T> all) => new(all.Count, (first, count) => [.. all.Skip(first).Take(count)]);

    public Paged<T> Select(Func<T, T> change) => new(Count, (first, count) => [.. Part(first, count).Select(change)]);
}

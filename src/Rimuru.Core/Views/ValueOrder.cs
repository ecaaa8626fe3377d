using System.Globalization;

namespace Rimuru.Core.Views;

/// <summary>
/// The order of the values of a column: those that are none first, and so last where the greatest is first; texts without case.
/// </summary>
internal sealed class ValueOrder : IComparer<object?>
{
    public static ValueOrder Instance { get; } = new();

    public int Compare(object? x, object? y) =>
        (Plain(x), Plain(y)) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string left, string right) => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
            (IComparable left, { } right) when left.GetType() == right.GetType() => left.CompareTo(right),
            ({ } left, { } right) => string.CompareOrdinal(Text(left), Text(right)),
        };

    /// <summary>Several names are compared as the text that is shown of them, and numbers whatever their type is.</summary>
    private static object? Plain(object? value) =>
        value switch
        {
            string text => text,
            IEnumerable<string> names => string.Join(", ", names),
            int number => (decimal)number,
            long number => (decimal)number,
            _ => value,
        };

    private static string? Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}

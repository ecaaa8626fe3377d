namespace Rimuru.Core.Views;

/// <summary>
/// A rule by which values of a column stand out, for PowerShell and the command. The colour is never the only sign: a status is a word, and
/// a doubtful amount ends in <see cref="Sign"/>.
/// </summary>
/// <param name="Emphasis">How they stand out.</param>
/// <param name="Property">The property that decides.</param>
/// <param name="Words">Its values that stand out; empty for every number above zero.</param>
internal abstract record Mark(Emphasis Emphasis, string Property, string[] Words)
{
    public const string Sign = "?";

    /// <summary>What <see cref="Sign"/> means.</summary>
    public const string Legend =
        "? after a cost: a request without a known price is not included in it, or its tokens are an agent's estimate.";
}

/// <summary>A rule by which values of a column stand out.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Emphasis">How they stand out.</param>
/// <param name="Property">The property that decides.</param>
/// <param name="Value">Reads it from a record.</param>
/// <param name="Words">Its values that stand out; empty for every number above zero.</param>
internal sealed record Mark<T>(Emphasis Emphasis, string Property, Func<T, object?> Value, params string[] Words)
    : Mark(Emphasis, Property, Words)
{
    public bool Holds(T record) =>
        Words.Length == 0 ? Value(record) is > 0L : Value(record)?.ToString() is { } word && Array.IndexOf(Words, word) >= 0;
}

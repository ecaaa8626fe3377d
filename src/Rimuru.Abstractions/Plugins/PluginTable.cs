namespace Rimuru;

/// <summary>A table that Rimuru gives to a plugin.</summary>
/// <param name="Name">What the rows are: <c>costs</c> or <c>sessions</c>.</param>
/// <param name="Column">The columns.</param>
/// <param name="Rows">
/// The values of each row, in the order of the columns: texts, whole numbers (<see cref="long"/>), decimals, times
/// (<see cref="DateTimeOffset"/>), Booleans or null. They can be read once.
/// </param>
public sealed record PluginTable(string Name, IReadOnlyList<PluginColumn> Column, IEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>True if the user wants texts that look like formulas of a spreadsheet as they are.</summary>
    public bool Raw { get; init; }
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of its values.</param>
public sealed record PluginColumn(string Name, PluginValueKind Kind = PluginValueKind.Text)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The kind of a column's values.</summary>
public enum PluginValueKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole numbers, such as tokens.</summary>
    Number,

    /// <summary>Money in USD.</summary>
    Money,

    /// <summary>Points in time.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Flag,
}

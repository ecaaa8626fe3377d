namespace Rimuru;

/// <summary>What a view shows: a table, or a chart of it.</summary>
public sealed record PluginPicture
{
    /// <summary>Its title; null for that of the manifest.</summary>
    public string? Title { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<PluginColumn> Column { get; init; }

    /// <summary>The rows: texts, whole numbers, decimals, times, Booleans or null.</summary>
    public required IReadOnlyList<IReadOnlyList<object?>> Row { get; init; }

    /// <summary>The column of numbers that is drawn as bars, each named by the first column; null for a table.</summary>
    public string? Bars { get; init; }
}

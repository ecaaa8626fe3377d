using Rimuru.Core.Records;

namespace Rimuru.Core.Reports;

/// <summary>One thing to group by: what it is called, and what becomes of it in a question.</summary>
/// <param name="Key">Its member of the enumeration that users see.</param>
/// <param name="Name">Its name on a command line.</param>
/// <param name="Property">The property of a record that holds it; in camelCase its name in JSON.</param>
/// <param name="Title">Its title above a table.</param>
/// <param name="Width">The characters that a table needs for it.</param>
/// <param name="Kind">What it is a name of.</param>
/// <param name="ValueOf">Its name in a cost record.</param>
internal sealed record Grouping(CostGrouping Key, string Name, string Property, string Title, int Width, GroupingKind Kind, Func<CostRecord, string?> ValueOf)
{
    /// <summary>Its name in a comparison; null where two spans of time cannot be compared by it.</summary>
    public Func<CostComparison, string?>? ComparedValueOf { get; init; }

    /// <summary>The dimension without it: groups that do not ask for it are not told apart by it.</summary>
    public Func<Dimension, Dimension> Forget { get; init; } = dimension => dimension;

    /// <summary>True where the sums by the hour know it.</summary>
    public bool IsByHour { get; init; }

    /// <summary>True where a question can be narrowed down to it, and its names are completed.</summary>
    public bool IsFilter { get; init; }
}

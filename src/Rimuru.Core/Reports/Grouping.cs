using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>One grouping: its names, and how it is read, filtered and compared.</summary>
/// <param name="Key">Its member of the public enumeration.</param>
/// <param name="Name">Its name on a command line.</param>
/// <param name="Property">The record property with its value; in camelCase its name in JSON.</param>
/// <param name="Title">The title of its table column.</param>
/// <param name="Width">The column width in characters.</param>
/// <param name="Kind">Time, session or name.</param>
/// <param name="ValueOf">Reads its value from a cost record.</param>
internal sealed record Grouping(
    CostGrouping Key,
    string Name,
    string Property,
    string Title,
    int Width,
    GroupingKind Kind,
    Func<CostRecord, string?> ValueOf
)
{
    /// <summary>Reads its value from a comparison; null if two time ranges cannot be compared by it.</summary>
    public Func<CostComparison, string?>? ComparedValueOf { get; init; }

    /// <summary>Reads its value from the names of a use; null if it is not of uses.</summary>
    public Func<ToolNames, string?>? UsedNameOf { get; init; }

    /// <summary>Reads its value from a dimension; null if dimensions do not have it.</summary>
    public Func<Dimension, string?>? NameOf { get; init; }

    /// <summary>True if the hourly sums have it.</summary>
    public bool IsByHour { get; init; }

    /// <summary>True if queries can filter by it, and its values are completed.</summary>
    public bool IsFilter { get; init; }
}

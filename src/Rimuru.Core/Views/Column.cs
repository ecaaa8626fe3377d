namespace Rimuru.Core.Views;

/// <summary>One column of a table, wherever the table is shown.</summary>
/// <param name="Property">The property that it shows, or the one that is nearest to it.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Width">The characters that it needs: all of a number's, and those of a name that still tell it from others.</param>
internal abstract record Column(string Property, string Title, ColumnKind Kind, int Width)
{
    /// <summary>Where it is shown.</summary>
    public Places Shown { get; init; } = Places.Everywhere;

    /// <summary>The value as PowerShell says it, where it is more than the property. Only what a constrained session may run: cmdlets, operators, and methods of text, numbers and times.</summary>
    public string? Expression { get; init; }

    public bool IsNumber => Kind is ColumnKind.Count or ColumnKind.Money or ColumnKind.MoneyChange or ColumnKind.Price or ColumnKind.Percent or ColumnKind.Bytes or ColumnKind.Duration;

    /// <summary>True where less than the whole value is still of use.</summary>
    public bool CanBeCut => Kind is ColumnKind.Name or ColumnKind.Text;
}

/// <summary>One column of a table of records.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Property">The property that it shows, or the one that is nearest to it.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Width">The characters that it needs.</param>
/// <param name="Value">Its value of a record.</param>
internal sealed record Column<T>(string Property, string Title, ColumnKind Kind, int Width, Func<T, object?> Value) : Column(Property, Title, Kind, Width);

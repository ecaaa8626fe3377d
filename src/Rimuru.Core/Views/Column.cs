namespace Rimuru.Core.Views;

/// <summary>One column of a table, for PowerShell and the command.</summary>
/// <param name="Property">The property that it shows, or the most closely related one.</param>
/// <param name="Title">The column title.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Width">The minimum width in characters: a whole number, or enough of a name to recognize it.</param>
internal abstract record Column(string Property, string Title, ColumnKind Kind, int Width)
{
    /// <summary>Where it is shown.</summary>
    public Places Shown { get; init; } = Places.Everywhere;

    /// <summary>True if it is left out of a table in which it has no value.</summary>
    public bool IsOptional { get; init; }

    /// <summary>
    /// The PowerShell expression for a value that is not a plain property. It must run in ConstrainedLanguage mode: only cmdlets,
    /// operators, and methods of strings, numbers and times.
    /// </summary>
    public string? Expression { get; init; }

    /// <summary>The rules by which its values stand out, the strongest first.</summary>
    public abstract IReadOnlyList<Mark> Rules { get; }

    public bool IsNumber => Kind.IsNumber();

    /// <summary>True if the value may be shortened.</summary>
    public bool CanBeCut => Kind is ColumnKind.Name or ColumnKind.Text;
}

/// <summary>One column of a table of records.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Property">The property that it shows, or the most closely related one.</param>
/// <param name="Title">The column title.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Width">The minimum width in characters.</param>
/// <param name="Value">Reads the value from a record.</param>
internal sealed record Column<T>(string Property, string Title, ColumnKind Kind, int Width, Func<T, object?> Value)
    : Column(Property, Title, Kind, Width)
{
    /// <summary>Reads what stands for the value on a terminal, where room is short; null for the value itself.</summary>
    public Func<T, object?>? Brief { get; init; }

    public IReadOnlyList<Mark<T>> Marks { get; init; } = [];

    public override IReadOnlyList<Mark> Rules => Marks;

    /// <summary>False if the column is optional and has no value in the rows.</summary>
    public bool IsShown(IReadOnlyCollection<T> rows) => !IsOptional || rows.Any(row => Value(row) is not null);

    public Emphasis EmphasisOf(T record) => Marks.FirstOrDefault(mark => mark.Holds(record))?.Emphasis ?? Emphasis.None;
}

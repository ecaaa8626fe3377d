namespace Rimuru.Core.Exports;

/// <summary>Rows to export: each is read once, as it comes.</summary>
/// <param name="Name">What all rows are together, such as <c>costs</c>.</param>
/// <param name="RowName">What one row is, such as <c>cost</c>.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">
/// The values of each row, in the order of the columns: texts, whole numbers, decimals, times, durations, Booleans, lists of texts, or
/// null.
/// </param>
internal sealed record ExportTable(string Name, string RowName, IReadOnlyList<ExportColumn> Columns, IEnumerable<object?[]> Rows)
    : IDisposable
{
    /// <summary>The reader of rows whose first ones were read to choose the columns; null without.</summary>
    public IDisposable? Reader { get; init; }

    public void Dispose() => Reader?.Dispose();
}

/// <summary>A column of an export.</summary>
/// <param name="Name">Its name: that of the field in JSON, or the title of a table for people.</param>
/// <param name="Kind">The kind of its values.</param>
internal sealed record ExportColumn(string Name, Views.ColumnKind Kind = Views.ColumnKind.Text);

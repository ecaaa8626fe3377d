namespace Rimuru.Core.Views;

/// <summary>Fits a table into the width of a terminal, one line per row.</summary>
internal static class TableLayout
{
    /// <summary>
    /// The widths of the columns that fit. As many columns are kept as fit at minimum width; the kept ones share the remaining space,
    /// narrow ones first.
    /// </summary>
    /// <param name="columns">The columns, the most important first.</param>
    /// <param name="contents">The width of the widest cell of each.</param>
    /// <param name="width">The line width in cells.</param>
    /// <param name="gap">The space between columns in cells.</param>
    public static int[] Fit(IReadOnlyList<Column> columns, IReadOnlyList<int> contents, int width, int gap)
    {
        int[] widths =
        [
            .. columns.Select(
                (column, i) =>
                    column.CanBeCut ? Math.Min(contents[i], Math.Max(column.Width, DisplayText.Width(column.Title))) : contents[i]
            ),
        ];
        int count = widths.Length;
        while (count > 1 && Total(widths, count, gap) > width)
            count--;
        Array.Resize(ref widths, count);
        int spare = width - Total(widths, count, gap);
        while (spare > 0)
        {
            int[] cut = [.. Enumerable.Range(0, count).Where(i => widths[i] < contents[i])];
            if (cut.Length == 0)
                break;
            int narrowest = cut.MinBy(i => widths[i]);
            widths[narrowest]++;
            spare--;
        }

        // A single column may still be wider than the line.
        if (count == 1 && columns[0].CanBeCut)
            widths[0] = Math.Min(widths[0], width);
        return widths;
    }

    private static int Total(int[] widths, int count, int gap) => widths.Take(count).Sum() + gap * (count - 1);
}

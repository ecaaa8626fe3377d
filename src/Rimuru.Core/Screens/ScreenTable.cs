using Rimuru.Core.Views;

namespace Rimuru.Core.Screens;

/// <summary>Rows of a screen: filtered, sorted, and drawn within a part of it.</summary>
internal abstract class ScreenTable
{
    /// <summary>How many rows there are.</summary>
    public abstract int Count { get; }

    /// <summary>How many columns it can be sorted by.</summary>
    public abstract int Columns { get; }

    /// <summary>What stands there if there are no rows.</summary>
    public string Empty { get; init; } = "Nothing yet.";

    /// <summary>The title of the first column, in which the title of the whole may stand.</summary>
    public string? Title { get; init; }

    /// <summary>The id of a row's session; null if the row is of none.</summary>
    public abstract string? SessionOf(int row);

    /// <summary>Draws a line of titles, and rows below.</summary>
    /// <param name="frame">The screen.</param>
    /// <param name="x">The first cell.</param>
    /// <param name="y">The line of the titles.</param>
    /// <param name="width">The cells of a line.</param>
    /// <param name="height">The lines, that of the titles included.</param>
    /// <param name="selected">The row that keys are about, which is always seen; null for none.</param>
    public abstract void Draw(ScreenFrame frame, int x, int y, int width, int height, int? selected);
}

/// <summary>Rows of a screen.</summary>
/// <typeparam name="T">The type of rows.</typeparam>
internal sealed class ScreenTable<T> : ScreenTable
    where T : class
{
    private const int Gap = 2,
        Gutter = 2;

    /// <summary>The first column gets what is left over, up to so many cells.</summary>
    private const int WidestFirst = 64;

    private readonly Column<T>[] columns;
    private readonly TimeZoneInfo zone;
    private readonly int? sort;
    private readonly bool isDescending;
    private readonly List<(T Row, string[] Cells)> rows;

    public ScreenTable(View<T> view, IReadOnlyList<T> rows, TimeZoneInfo zone, ScreenState? state = null)
    {
        this.zone = zone;
        columns = Array.FindAll(view.Columns, column => column.IsShown(rows));
        IEnumerable<(T Row, string[] Cells)> shown = rows.Select(row => (row, Array.ConvertAll(columns, column => TextOf(column, row))));
        if (state is { Filter.Length: > 0 })
            shown = shown.Where(one => Array.Exists(one.Cells, cell => cell.Contains(state.Filter, StringComparison.OrdinalIgnoreCase)));
        if (state?.Sort is { } by && by < columns.Length)
        {
            sort = by;
            isDescending = (columns[by].IsNumber || columns[by].Kind is ColumnKind.Clock or ColumnKind.Time) != state.IsReversed;
            shown = isDescending
                ? shown.OrderByDescending(one => columns[by].Value(one.Row), ValueOrder.Instance)
                : shown.OrderBy(one => columns[by].Value(one.Row), ValueOrder.Instance);
        }
        else if (state is { IsReversed: true })
        {
            shown = shown.Reverse();
        }

        this.rows = [.. shown];
    }

    /// <summary>The session of a row.</summary>
    public Func<T, string?> Session { get; init; } = _ => null;

    /// <summary>True of rows that go on now.</summary>
    public Predicate<T> IsLive { get; init; } = _ => false;

    public override int Count => rows.Count;

    public override int Columns => columns.Length;

    public override string? SessionOf(int row) => row >= 0 && row < rows.Count ? Session(rows[row].Row) : null;

    public override void Draw(ScreenFrame frame, int x, int y, int width, int height, int? selected)
    {
        int[] widths = Widths(width - Gutter);
        Titles(frame, x + Gutter, y, widths, selected is not null);
        if (rows.Count == 0)
        {
            if (height > 1)
                frame.Put(x + Gutter, y + 1, Empty, CellStyle.Quiet, width - Gutter);
            return;
        }

        int room = height - 1;
        int first = selected is { } at ? Math.Clamp(at - room / 2, 0, Math.Max(0, rows.Count - room)) : 0;
        for (int i = 0; i < room && first + i < rows.Count; i++)
        {
            Row(frame, x, y + 1 + i, widths, rows[first + i]);
            if (selected is not null)
                frame.Aim(x, y + 1 + i, width, new ScreenTarget.Row(first + i));
            if (selected == first + i)
                frame.Restyle(x, y + 1 + i, width, CellStyle.Selected);
        }
    }

    private void Titles(ScreenFrame frame, int x, int y, int[] widths, bool canSort)
    {
        for (int i = 0; i < widths.Length; i++)
        {
            string text = i == 0 && Title is not null ? Title : columns[i].Title;
            if (sort == i)
                text += isDescending ? " ▾" : " ▴";
            CellStyle style = i == 0 && Title is not null ? CellStyle.Strong : CellStyle.Quiet;
            Cell(frame, x, y, text, style, columns[i], widths[i]);
            if (canSort)
                frame.Aim(x, y, widths[i], new ScreenTarget.Column(i));
            x += widths[i] + Gap;
        }
    }

    private void Row(ScreenFrame frame, int x, int y, int[] widths, (T Row, string[] Cells) row)
    {
        bool isLive = IsLive(row.Row);
        if (isLive)
            frame.Put(x, y, "●", CellStyle.Accent);
        x += Gutter;
        for (int i = 0; i < widths.Length; i++)
        {
            CellStyle style = columns[i].EmphasisOf(row.Row) switch
            {
                Emphasis.Bad => CellStyle.Bad,
                Emphasis.Doubtful => CellStyle.Doubtful,
                _ when columns[i].Property == ScreenViews.Bar => CellStyle.Accent,
                _ => CellStyle.Plain,
            };
            Cell(frame, x, y, row.Cells[i], style, columns[i], widths[i]);
            x += widths[i] + Gap;
        }
    }

    private static void Cell(ScreenFrame frame, int x, int y, string text, CellStyle style, Column<T> column, int width)
    {
        if (column.IsNumber)
            frame.PutRight(x + width, y, text, style, width);
        else
            frame.Put(x, y, text, style, width);
    }

    /// <summary>The widths of the columns that fit; columns of numbers keep theirs when the numbers change.</summary>
    private int[] Widths(int width)
    {
        int[] contents = new int[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            contents[i] = Math.Max(columns[i].Width, DisplayText.Width(columns[i].Title) + (sort == i ? 2 : 0));
            foreach ((_, string[] cells) in rows)
                contents[i] = Math.Max(contents[i], DisplayText.Width(cells[i]));
        }

        int[] widths = TableLayout.Fit(columns, contents, width, Gap);
        int spare = width - widths.Sum() - Gap * (widths.Length - 1);
        widths[0] += Math.Clamp(spare, 0, Math.Max(0, WidestFirst - widths[0]));
        return widths;
    }

    private string TextOf(Column<T> column, T row)
    {
        object? value = column.Value(row);
        if (value is DateTimeOffset time)
            value = TimeZoneInfo.ConvertTime(time, zone);
        bool hasSign = column.Kind == ColumnKind.Money && value is not null && column.EmphasisOf(row) != Emphasis.None;
        return DisplayText.OneLine(CellText.Of(column.Kind, value)) + (hasSign ? Mark.Sign : "");
    }
}

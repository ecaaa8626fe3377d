using System.Text;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>
/// Prints records as a table. Piped output is as wide as its contents. On a terminal each row is one line, for which columns are dropped if
/// needed.
/// </summary>
internal static class Table
{
    private const int Gap = 2;

    /// <summary>The least width of a table; some terminals do not report their width.</summary>
    private const int LeastWidth = 20;

    public static void Print<T>(View<T> view, IEnumerable<T> rows)
        where T : class => Print(view.InCommand, rows);

    /// <summary>
    /// Prints the columns of the records, and below them those of <paramref name="sums"/>; the first cell of each is its name. Without
    /// records, a terminal gets no titles.
    /// </summary>
    public static void Print<T>(Column<T>[] columns, IEnumerable<T> rows, IReadOnlyList<(string Name, T Sum)>? sums = null)
        where T : class
    {
        List<T> all = [.. rows];
        if (all.Count == 0)
        {
            Terminal.Say("Nothing matches.");
            if (Terminal.Width is not null)
                return;
        }

        columns = Array.FindAll(columns, column => column.IsShown(all));
        List<Cell[]> lines = [.. all.Select(row => Cells(columns, row))];
        List<Cell[]> below = [];
        foreach ((string name, T sum) in sums ?? [])
        {
            below.Add(Cells(columns, sum));
            below[^1][0] = new(name);
        }

        Cell[] titles = Array.ConvertAll(columns, column => new Cell(DisplayText.OneLine(column.Title)));
        int[] contents = [.. columns.Select((_, i) => WidthOf(i, titles, [.. lines, .. below]))];
        int[] widths = Terminal.Width is { } width ? TableLayout.Fit(columns, contents, Math.Max(width, LeastWidth), Gap) : contents;
        StringBuilder text = new();
        Append(text, columns, widths, titles);
        if (Terminal.Width is not null)
            Rule(text, widths);
        foreach (Cell[] line in lines)
            Append(text, columns, widths, line);
        if (below.Count > 0 && Terminal.Width is not null)
            Rule(text, widths);
        foreach (Cell[] line in below)
            Append(text, columns, widths, line);

        Console.Out.Write(text);
        if (lines.Concat(below).Any(line => Array.Exists(line, cell => cell.HasSign)))
            Terminal.ExplainSign();
    }

    private static Cell[] Cells<T>(Column<T>[] columns, T row) => Array.ConvertAll(columns, column => CellOf(column, row));

    /// <summary>Piped amounts have no sign, so that they stay numbers.</summary>
    private static Cell CellOf<T>(Column<T> column, T row)
    {
        object? value = ValueOf(column)(row);
        Emphasis emphasis = column.EmphasisOf(row);
        bool hasSign = column.Kind == ColumnKind.Money && value is not null && emphasis != Emphasis.None && Terminal.Width is not null;
        return new(DisplayText.OneLine(DisplayZone.Cell(column.Kind, value)) + (hasSign ? Mark.Sign : ""), emphasis, hasSign);
    }

    private static Func<T, object?> ValueOf<T>(Column<T> column) => Terminal.Width is null ? column.Value : column.Brief ?? column.Value;

    private static int WidthOf(int column, Cell[] titles, List<Cell[]> lines)
    {
        int widest = DisplayText.Width(titles[column].Text);
        foreach (Cell[] line in lines)
            widest = Math.Max(widest, DisplayText.Width(line[column].Text));
        return widest;
    }

    private static void Rule(StringBuilder text, int[] widths) =>
        text.AppendJoin(new string(' ', Gap), widths.Select(width => new string('─', width))).Append('\n');

    private static void Append(StringBuilder text, Column[] columns, int[] widths, Cell[] cells)
    {
        int start = text.Length;
        for (int i = 0; i < widths.Length; i++)
        {
            string plain = columns[i].CanBeCut ? DisplayText.Cut(cells[i].Text, widths[i]) : cells[i].Text,
                cell = Terminal.Coloured(plain, cells[i].Emphasis);
            int spare = Math.Max(widths[i] - DisplayText.Width(plain), 0);
            if (i > 0)
                text.Append(' ', Gap);
            if (columns[i].IsNumber)
                text.Append(' ', spare).Append(cell);
            else
                text.Append(cell).Append(' ', spare);
        }

        while (text.Length > start && text[^1] == ' ')
            text.Length--;
        text.Append('\n');
    }

    private readonly record struct Cell(string Text, Emphasis Emphasis = Emphasis.None, bool HasSign = false);
}

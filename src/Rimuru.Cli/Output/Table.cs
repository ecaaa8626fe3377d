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
    /// Prints the columns of the records, and below them those of <paramref name="sums"/>; the first cell of each is its name.
    /// </summary>
    public static void Print<T>(Column<T>[] columns, IEnumerable<T> rows, IReadOnlyList<(string Name, T Sum)>? sums = null)
        where T : class
    {
        List<string[]> lines = [.. rows.Select(row => Cells(columns, row))];
        List<string[]> below = [];
        foreach ((string name, T sum) in sums ?? [])
        {
            below.Add(Cells(columns, sum));
            below[^1][0] = name;
        }

        string[] titles = Array.ConvertAll(columns, column => DisplayText.OneLine(column.Title));
        int[] contents = [.. columns.Select((_, i) => WidthOf(i, titles, [.. lines, .. below]))];
        int[] widths = Terminal.Width is { } width ? TableLayout.Fit(columns, contents, Math.Max(width, LeastWidth), Gap) : contents;
        StringBuilder text = new();
        Append(text, columns, widths, titles);
        if (Terminal.Width is not null)
            Rule(text, widths);
        foreach (string[] line in lines)
            Append(text, columns, widths, line);
        if (below.Count > 0 && Terminal.Width is not null)
            Rule(text, widths);
        foreach (string[] line in below)
            Append(text, columns, widths, line);

        Console.Out.Write(text);
    }

    private static string[] Cells<T>(Column<T>[] columns, T row) =>
        Array.ConvertAll(columns, column => DisplayText.OneLine(DisplayZone.Cell(column.Kind, ValueOf(column)(row))));

    private static Func<T, object?> ValueOf<T>(Column<T> column) => Terminal.Width is null ? column.Value : column.Brief ?? column.Value;

    private static int WidthOf(int column, string[] titles, List<string[]> lines)
    {
        int widest = DisplayText.Width(titles[column]);
        foreach (string[] line in lines)
            widest = Math.Max(widest, DisplayText.Width(line[column]));
        return widest;
    }

    private static void Rule(StringBuilder text, int[] widths) =>
        text.AppendJoin(new string(' ', Gap), widths.Select(width => new string('─', width))).Append('\n');

    private static void Append(StringBuilder text, Column[] columns, int[] widths, string[] cells)
    {
        int start = text.Length;
        for (int i = 0; i < widths.Length; i++)
        {
            string cell = columns[i].CanBeCut ? DisplayText.Cut(cells[i], widths[i]) : cells[i];
            int spare = Math.Max(widths[i] - DisplayText.Width(cell), 0);
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
}

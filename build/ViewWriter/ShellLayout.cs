using Rimuru.Core.Views;

namespace ViewWriter;

/// <summary>A column of a view of PowerShell: its width, where it begins, and whether it is the last.</summary>
internal sealed record ShellColumn(Column Column, int Width, int Offset, bool IsLast);

/// <summary>
/// Gives the columns of a view their widths. PowerShell drops columns from the right and cuts the last one that stays; so in terminals of
/// the usual widths a column ends exactly where the line does.
/// </summary>
internal static class ShellLayout
{
    /// <summary>The usual widths of a terminal. PowerShell leaves the last cell of a line free.</summary>
    public static readonly int[] Terminals = [60, 80, 100, 120];

    private const int LeastShown = 8;

    public static List<ShellColumn> Of(View view)
    {
        Column[] columns = [.. view.All.Where(column => column.Shown.HasFlag(Places.Shell))];
        int[] widths = [.. columns.Select(column => Math.Max(column.Width, column.Title.Length))];
        int first = 0;
        foreach (int terminal in Terminals)
        {
            int line = terminal - 1;
            int count = first;
            while (count < columns.Length && End(widths, count) <= line)
                count++;
            if (count == columns.Length)
                break;
            int spare = line - (count == 0 ? 0 : End(widths, count - 1));
            Column next = columns[count];
            bool isCut = next.Kind == ColumnKind.Name && spare - 1 >= Math.Max(LeastShown, next.Title.Length);
            if (isCut && count == columns.Length - 1)
                break;
            if (isCut || count == first)
                continue;
            int widest = Enumerable
                .Range(first, count - first)
                .OrderByDescending(i => columns[i].CanBeCut)
                .ThenByDescending(i => widths[i])
                .First();
            widths[widest] += spare;
            first = count;
        }

        return [.. columns.Select((column, i) => new ShellColumn(column, widths[i], End(widths, i) - widths[i], i == columns.Length - 1))];
    }

    private static int End(int[] widths, int last) => widths.Take(last + 1).Sum() + last;
}

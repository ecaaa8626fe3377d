using System.Text;
using Rimuru.Core.Text;

namespace Rimuru.Cli.Output;

/// <summary>A table: drawn on a terminal, aligned text where it is piped.</summary>
internal sealed class Table(params (string Title, bool IsNumber)[] titles)
{
    private readonly (string Title, bool IsNumber)[] columns = [.. titles.Select(column => (PlainText.Name(column.Title), column.IsNumber))];
    private readonly List<string?[]> rows = [];
    private string?[]? footer;

    public void Add(params string?[] cells) => rows.Add(Plain(cells));

    public void Footer(params string?[] cells) => footer = Plain(cells);

    public void Print()
    {
        if (Terminal.IsRich) RichTable.Print(columns, rows, footer);
        else PrintPlain();
    }

    private static string?[] Plain(string?[] cells) => [.. cells.Select(cell => cell is null ? null : PlainText.Name(cell))];

    private void PrintPlain()
    {
        List<string?[]> lines = [[.. columns.Select(column => column.Title)], .. rows];
        if (footer is not null) lines.Add(footer);
        int[] widths = [.. columns.Select((_, i) => lines.Max(line => line[i]?.Length ?? 0))];
        StringBuilder text = new();
        foreach (string?[] line in lines)
        {
            int start = text.Length;
            for (int i = 0; i < columns.Length; i++)
            {
                string cell = line[i] ?? "";
                if (i > 0) text.Append("  ");
                text.Append(columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            }

            while (text.Length > start && text[^1] == ' ') text.Length--;
            text.Append('\n');
        }

        Console.Out.Write(text);
    }
}

using Spectre.Console;

namespace Rimuru.Cli.Output;

/// <summary>Draws a table with Spectre.Console; apart, so that the library is loaded for a terminal only.</summary>
internal static class RichTable
{
    public static void Print((string Title, bool IsNumber)[] columns, List<string?[]> rows, string?[]? footer)
    {
        Spectre.Console.Table table = new() { Border = TableBorder.Rounded };
        for (int i = 0; i < columns.Length; i++)
        {
            TableColumn column = new($"[bold]{Markup.Escape(columns[i].Title)}[/]") { NoWrap = columns[i].IsNumber };
            if (columns[i].IsNumber) column.RightAligned();
            if (footer is not null) column.Footer($"[bold]{Markup.Escape(footer[i] ?? "")}[/]");
            table.AddColumn(column);
        }

        foreach (string?[] row in rows) table.AddRow([.. row.Select(cell => new Text(cell ?? ""))]);
        AnsiConsole.Write(table);
    }
}

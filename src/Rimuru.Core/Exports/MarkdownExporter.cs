using System.Text;
using Rimuru.Core.Display;
using Rimuru.Core.Views;

namespace Rimuru.Core.Exports;

/// <summary>A table in GitHub's Markdown. No text in it is markup, a link or a mention.</summary>
internal sealed class MarkdownExporter : IExporter
{
    private const string Markup = "\\`*_[]<>|~&@#$!";

    public string Name => nameof(ExportFormat.Markdown);

    public IReadOnlyList<string> Extensions => [".md", ".markdown"];

    public ExportShape Shape => ExportShape.Titles;

    public string? HeadOf(ExportTable table) => null;

    public void Write(ExportTable table, Stream output, ExportOptions options, CancellationToken stop)
    {
        using StreamWriter writer = new(output, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"| {string.Join(" | ", table.Columns.Select(column => Plain(column.Name)))} |");
        writer.WriteLine($"|{string.Concat(table.Columns.Select(column => column.Kind.IsNumber() ? "---:|" : "---|"))}");
        foreach (object?[] values in table.Rows)
        {
            stop.ThrowIfCancellationRequested();
            writer.Write('|');
            for (int i = 0; i < values.Length; i++)
                writer.Write($" {Plain(CellText.Of(table.Columns[i].Kind, values[i]))} |");
            writer.WriteLine();
        }
    }

    /// <summary>A text that shows as it is, on one line.</summary>
    public static string Plain(string text)
    {
        string line = PlainText.Name(text);
        StringBuilder plain = new(line.Length + 8);
        for (int i = 0; i < line.Length; i++)
        {
            bool isLink =
                (line[i] == ':' && string.CompareOrdinal(line, i, "://", 0, 3) == 0)
                || (line[i] == '.' && i >= 3 && string.Compare(line, i - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0);
            if (isLink || Markup.Contains(line[i], StringComparison.Ordinal))
                plain.Append('\\');
            plain.Append(line[i]);
        }

        return plain.ToString();
    }
}

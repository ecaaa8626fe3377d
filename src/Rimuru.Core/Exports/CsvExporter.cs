using System.Text;
using nietras.SeparatedValues;
using Rimuru.Core.Display;

namespace Rimuru.Core.Exports;

/// <summary>Comma-separated values. Only this class knows the library, so that nothing else loads it.</summary>
/// <param name="format">The format whose columns it writes.</param>
/// <param name="shape">Which columns.</param>
/// <param name="extensions">What the names of its files end in.</param>
internal sealed class CsvExporter(ExportFormat format, ExportShape shape, params string[] extensions) : IExporter
{
    public string Name { get; } = format.ToString();

    public IReadOnlyList<string> Extensions => extensions;

    public ExportShape Shape => shape;

    public string? HeadOf(ExportTable table) =>
        shape == ExportShape.Focus ? null : string.Join(',', table.Columns.Select(column => column.Name));

    public void Write(ExportTable table, Stream output, ExportOptions options, CancellationToken stop)
    {
        using StreamWriter text = new(output, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        string[] names = [.. table.Columns.Select(column => column.Name)];
        using SepWriter writer = Sep.New(',').Writer(o => o with { Escape = true, WriteHeader = !options.IsContinued }).To(text);
        writer.Header.Add(names);
        foreach (object?[] values in table.Rows)
        {
            stop.ThrowIfCancellationRequested();
#pragma warning disable CA2016 // a row with a token must be ended asynchronously
            using SepWriter.Row row = writer.NewRow();
#pragma warning restore CA2016
            for (int i = 0; i < names.Length; i++)
                row[i].Set(Cell(values[i], options.IsRaw));
        }
    }

    private static string Cell(object? value, bool isRaw)
    {
        string text = ExportText.Of(value);
        return isRaw || !ExportText.IsText(value) ? text : Formula.Disarmed(text);
    }
}

using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Exports;

/// <summary>The formats of exports: the only list of them.</summary>
internal static class ExportFormats
{
    public static IReadOnlyList<IExporter> All { get; } =
    [
        new CsvExporter(ExportFormat.Csv, ExportShape.Fields, ".csv"),
        new JsonExporter(isLines: false),
        new JsonExporter(isLines: true),
        new XmlExporter(),
        new MarkdownExporter(),
        new HtmlExporter(),
        new CsvExporter(ExportFormat.Focus, ExportShape.Focus),
    ];

    public static IExporter Of(ExportFormat format) => All.First(exporter => exporter.Format == format);

    /// <summary>The format of a name as typed, <c>json-lines</c>, or of an ending of files, <c>md</c>; null if there is none.</summary>
    public static ExportFormat? Named(string name)
    {
        string plain = name.Replace("-", "", StringComparison.Ordinal);
        return All.FirstOrDefault(exporter =>
            exporter.Format.ToString().Equals(plain, StringComparison.OrdinalIgnoreCase)
            || exporter.Extensions.Contains("." + name, StringComparer.OrdinalIgnoreCase)
        )?.Format;
    }

    /// <summary>The format that the name of a file tells. E9001: it tells none.</summary>
    public static ExportFormat OfPath(string path)
    {
        string extension = Path.GetExtension(path);
        IExporter? exporter = All.FirstOrDefault(one => one.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
        return exporter?.Format
            ?? throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"The name of {path} does not tell the format. Use {Terms.ExportFormat}: "
                    + $"{string.Join(", ", Enum.GetNames<ExportFormat>())}; "
                    + $"or a name that ends in {string.Join(", ", All.SelectMany(one => one.Extensions))}.",
                path
            );
    }
}

using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Exports;

/// <summary>The formats of exports that Rimuru has itself: the only list of them.</summary>
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

    public static IExporter Of(ExportFormat format) => All.First(exporter => exporter.Name == format.ToString());

    /// <summary>True for a name of one of them, as a user may type it.</summary>
    public static bool IsBuiltIn(string name) => Find(All, name) is not null;

    /// <summary>
    /// The format with a name, in any case and with or without hyphens, or with an ending of its files, <c>md</c>. E9001: there is none.
    /// </summary>
    public static IExporter Named(IReadOnlyList<IExporter> formats, string name) =>
        Find(formats, name)
        ?? throw new RimuruException(
            ErrorCodes.InvalidArgument,
            $"{Terms.ExportFormat} '{name}' is not a format.{Spelling.Hint(name, NamesOf(formats))} Use "
                + $"{string.Join(", ", NamesOf(formats))}.",
            name
        );

    /// <summary>The format that the name of a file tells. E9001: it tells none.</summary>
    public static IExporter OfPath(IReadOnlyList<IExporter> formats, string path)
    {
        string extension = Path.GetExtension(path);
        return formats.FirstOrDefault(one => one.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            ?? throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"The name of {path} does not tell the format. Use {Terms.ExportFormat}: {string.Join(", ", NamesOf(formats))}; "
                    + $"or a name that ends in {string.Join(", ", formats.SelectMany(one => one.Extensions))}.",
                path
            );
    }

    private static IExporter? Find(IReadOnlyList<IExporter> formats, string name) =>
        formats.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? formats.FirstOrDefault(one => Plain(one.Name).Equals(Plain(name), StringComparison.OrdinalIgnoreCase))
        ?? formats.FirstOrDefault(one => one.Extensions.Contains("." + name, StringComparer.OrdinalIgnoreCase));

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(IReadOnlyList<IExporter> formats) => formats.Select(one => one.Name);
}
